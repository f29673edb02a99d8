// Bundles and runs a TypeScript file: `node scripts/run.mjs FILE [arguments]`.
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { build } from 'esbuild';

const [file = '', ...words] = process.argv.slice(2);
const outfile = `dist/${basename(file, '.ts')}.run.js`;
await build({
  entryPoints: [file],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  logLevel: 'warning',
});
process.exitCode = spawnSync(process.execPath, [outfile, ...words], { stdio: 'inherit' }).status ?? 1;
