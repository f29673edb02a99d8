// Runs the add-in in Excel: serves it over https with a local certificate, and sideloads it.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import certificates from 'office-addin-dev-certs';

const ADDRESS = 'https://localhost:3443';
const hasExcel = process.platform === 'win32' || process.platform === 'darwin';
const folder = join(homedir(), '.office-addin-dev-certs');
mkdirSync(folder, { recursive: true });
const [ca, cert, key] = ['ca.crt', 'localhost.crt', 'localhost.key'].map((name) => join(folder, name));

// On Windows and Mac, also installs the certificate as trusted, for which the system prompts once.
if (hasExcel) await certificates.ensureCertificatesAreInstalled();
else await certificates.generateCertificates(ca, cert, key);

const run = (file, words, more = {}) => spawn(process.execPath, [file, ...words], { stdio: 'inherit', ...more });
const ended = (child) => new Promise((resolve) => child.once('exit', resolve));

if ((await ended(run('scripts/build.mjs', []))) !== 0) process.exit(1);
const service = run('dist/caseload.js', ['serve'], {
  env: { ...process.env, PORT: '3443', PUBLIC_URL: ADDRESS, TLS_CERT_FILE: cert, TLS_KEY_FILE: key },
});
service.once('exit', (code) => process.exit(code ?? 0));
if (hasExcel) run('node_modules/office-addin-debugging/cli.js', ['start', 'manifest.xml', 'desktop', '--no-debug']);
else
  console.log(
    `Side-loading needs Windows or Mac. For Excel on the web, trust ${ca} in the browser and upload ${ADDRESS}/manifest.xml as an add-in.`,
  );
