// The service as a process: killed at a bad moment, with a real mail server, with a certificate.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import type { Cell } from '../src/core/cells';
import type { Upload } from '../src/core/contract';
import { startService, type TestService } from './service';

const HEADER = ['Participant ID', 'Case Number', 'Caseworker Staff ID', 'Caseworker Relationship', 'Caseload Status'];
const REST = ['Start Date', 'End Date', 'Reason for Dismissal', 'Update OR Insert'];

/** Inserts of the sample site that are right. */
function inserts(from: number, rows: number): Cell[][] {
  const row = (id: number): Cell[] => [id, `CN-0${49_000 + id}`, 101, 'Mentor', 'Active', 46_095, '', '', 'Insert'];
  return [[...HEADER, ...REST], ...Array.from({ length: rows }, (_, place) => row(from + place))];
}

async function call<T>(service: TestService, token: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(`${service.url}/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}

async function signIn(service: TestService): Promise<string> {
  const { users } = await call<{ users: { email: string }[] }>(service, '', '/demo/users');
  return (await call<{ token: string }>(service, '', '/session', { email: users[0]?.email })).token;
}

async function finished(service: TestService, token: string, id: string): Promise<Upload> {
  for (;;) {
    const upload = await call<Upload>(service, token, `/uploads/${id}`);
    if (!['received', 'checking', 'applying'].includes(upload.state)) return upload;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('killed as soon as it has said yes, it goes on after the restart: applied once, one mail', async () => {
  const mails: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  const service = await startService({ SMTP_URL: `smtp://127.0.0.1:${port}` });
  try {
    const token = await signIn(service);
    const body = { name: 'March', cells: inserts(1001, 600) };
    const { id } = await call<Upload>(service, token, '/uploads', body, { 'idempotency-key': 'one' });
    await service.kill();
    await service.start();
    expect(await finished(service, token, id)).toMatchObject({ state: 'complete', received: 600, accepted: 600 });
    const again = await call<Upload>(service, token, '/uploads', body, { 'idempotency-key': 'one' });
    expect(again.id).toBe(id);
    const checked = await call<{ errors: number; findings: { code: string }[] }>(service, token, '/check', { cells: body.cells });
    expect([checked.errors, checked.findings[0]?.code]).toEqual([600, 'insert.already-open']);
    const { rows } = await call<{ rows: object[] }>(service, token, `/uploads/${id}/log?limit=1000`);
    expect(rows).toHaveLength(600);
    while (mails.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('Records accepted: 600');
    expect(mails[0]).not.toContain('CN-0');
  } finally {
    await service.remove();
    smtp.close();
  }
}, 120_000);

test('with a certificate it speaks https, and what it names itself is https', async () => {
  const { generateCertificates } = await import('office-addin-dev-certs');
  const folder = mkdtempSync(join(tmpdir(), 'caseload-tls-'));
  const [ca = '', cert = '', key = ''] = ['ca.crt', 'localhost.crt', 'localhost.key'].map((name) => join(folder, name));
  await generateCertificates(ca, cert, key);
  const service = await startService({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key });
  try {
    expect(service.url).toMatch(/^https:\/\/localhost:/);
    const manifest = await new Promise<string>((resolve, reject) => {
      get(`${service.url}/manifest.xml`, { ca: readFileSync(ca) }, (answer) => {
        let text = '';
        answer.on('data', (part: Buffer) => {
          text += part.toString();
        });
        answer.on('end', () => resolve(text));
      }).on('error', reject);
    });
    expect(manifest).toContain(`${service.url}/taskpane.html`);
  } finally {
    await service.remove();
    rmSync(folder, { recursive: true });
  }
}, 120_000);
