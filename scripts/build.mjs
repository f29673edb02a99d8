// Builds the targets that are out of date: `node scripts/build.mjs [server] [web]`. --force builds them regardless.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const WATCHED = [
  'src',
  'assets',
  'docs/preview.png',
  'docs/preview-dark.png',
  'package.json',
  'package-lock.json',
  'webpack.config.js',
  'manifest.xml',
  'scripts/build.mjs',
];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isOld(made, sources = WATCHED) {
  return !existsSync(made) || Math.max(...sources.filter(existsSync).map(newest)) > statSync(made).mtimeMs;
}

/** Creates an empty database with the installed version. Each data folder starts as a copy of it. */
async function buildDatabase() {
  const made = 'dist/new-database.tar';
  if (!isOld(made, ['package-lock.json'])) return;
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create();
  // Nothing is created from the templates, which would be two thirds of its files.
  await database.exec('UPDATE pg_database SET datistemplate = false');
  for (const template of ['template0', 'template1']) await database.exec(`DROP DATABASE ${template}`);
  writeFileSync(made, Buffer.from(await (await database.dumpDataDir('none')).arrayBuffer()));
  await database.close();
}

async function buildServer() {
  await buildDatabase();
  await build({
    entryPoints: {
      caseload: 'src/cli/main.ts',
      worker: 'src/server/threads/worker.ts',
      'database-worker': 'src/server/database/embedded/pglite-worker.ts',
    },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Bundled dependencies load in half the time. These stay external, because they load files from their own package.
    external: [
      '@electric-sql/pglite',
      '@electric-sql/pglite/contrib/pg_trgm',
      '@faker-js/faker',
      '@fastify/swagger-ui/package.json',
      '@microsoft/office-js',
      'piscina',
    ],
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
}

function buildWeb() {
  const { status } = spawnSync(process.execPath, ['node_modules/webpack/bin/webpack.js'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('Building the web pages failed.');
}

const words = process.argv.slice(2);
const force = words.includes('--force');
mkdirSync('dist', { recursive: true });
for (const [name, make] of [
  ['server', buildServer],
  ['web', buildWeb],
]) {
  const stamp = `dist/.${name}`;
  if ((words.length > 0 && !words.includes(name) && words.some((word) => !word.startsWith('-'))) || !(force || isOld(stamp))) continue;
  if (name === 'web') console.error('Building the web pages (takes about a minute)…');
  await make();
  writeFileSync(stamp, '');
}
