import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { link, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BACKUP } from '../core/text/backup';
import { CLI } from '../core/text/cli';
import { FILES } from '../core/text/files';
import { linesOf, readBackup, restoreBackup, writeBackup } from '../server/backup/backup';
import { askForBackup } from '../server/backup/backup-socket';
import { BackupProblem, type Copied } from '../server/backup/copy';
import { copyDatabase, moveSite } from '../server/backup/move';
import { type Config, readConfig } from '../server/config';
import type { SiteId } from '../server/database/database';
import type { Driver } from '../server/database/driver';
import { addressOf, isHeld } from '../server/database/embedded/folder-lock';
import { migrate } from '../server/database/migrations';
import { databaseFolder, openDriver } from '../server/database/open';
import { argument, CommandProblem } from './problem';

type Environment = NodeJS.ProcessEnv;

/** Runs work on the configured database as it is. */
async function withDriver<T>(config: Config, work: (driver: Driver) => Promise<T>): Promise<T> {
  const driver = await openDriver(config);
  try {
    return await work(driver);
  } finally {
    await driver.close();
  }
}

/** @throws CommandProblem if there is no embedded database */
function requireFolder(config: Config): string {
  const folder = databaseFolder(config);
  if (!existsSync(folder)) throw new CommandProblem(CLI.noDatabase(folder));
  return folder;
}

/**
 * `caseload backup FILE`: of the configured database, also while the service runs. The file has everybody's data: only its owner may read it, and
 * it gets its name once it is whole.
 */
export async function backupCommand(words: readonly string[], environment: Environment): Promise<number> {
  const file = resolve(argument(words, 0, CLI.arguments.out));
  const config = readConfig(environment);
  if (existsSync(file)) throw new CommandProblem(CLI.exists(file));
  const holder = config.databaseUrl === undefined ? addressOf(requireFolder(config)) : undefined;
  // Its own: another backup may be written at the same time.
  const unfinished = `${file}.${process.pid}.part`;
  try {
    const copied =
      holder !== undefined && (await isHeld(holder))
        ? await writeLines(unfinished, (write) => readBackup(telling(askForBackup(holder), write), nothing, nothing).catch(explainCut))
        : await withDriver(config, (driver) => writeLines(unfinished, (write) => writeBackup(driver, new Date(), write)));
    await giveName(unfinished, file);
    console.log(CLI.backedUp(copied.rows, file, copied.hash));
    return 0;
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Gives a whole file its name, unless another has it. */
async function giveName(unfinished: string, file: string): Promise<void> {
  await link(unfinished, file).catch(async ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EEXIST') throw new CommandProblem(CLI.exists(file));
    // Some file systems have no links.
    await rename(unfinished, file);
  });
}

function explainCut(error: unknown): never {
  throw error instanceof BackupProblem && error.message === BACKUP.incomplete ? new CommandProblem(CLI.cutOff) : error;
}

const nothing = async () => undefined;

/** Passes lines on, each after it is written. */
async function* telling(lines: AsyncIterable<string>, write: (text: string) => Promise<void>): AsyncGenerator<string> {
  for await (const line of lines) {
    await write(`${line}\n`);
    yield line;
  }
}

/** Writes a compressed file that is on the disk when this resolves. */
async function writeLines(file: string, produce: (write: (text: string) => Promise<void>) => Promise<Copied>): Promise<Copied> {
  const gzip = createGzip({ level: 3 });
  const written = pipeline(gzip, createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }));
  // Reported by `produce`, or below.
  written.catch(() => undefined);
  const copied = await produce(async (text) => {
    if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), written]);
  }).catch((error: unknown) => {
    gzip.destroy();
    throw error;
  });
  gzip.end();
  await written;
  return copied;
}

/** `caseload restore FILE`: into the configured database, which has no site yet. */
export async function restoreCommand(words: readonly string[], environment: Environment): Promise<number> {
  const file = resolve(argument(words, 0, CLI.arguments.file));
  if (!existsSync(file)) throw new CommandProblem(FILES.missing(file));
  const copied = await withDriver(readConfig(environment), (driver) => restoreBackup(driver, linesOf(textOf(file))));
  console.log(CLI.restored(copied.rows, copied.hash));
  return 0;
}

/** A compressed file's text. @throws BackupProblem if it can't be decompressed */
async function* textOf(file: string): AsyncGenerator<string> {
  const unpacked = createGunzip().setEncoding('utf8');
  pipeline(createReadStream(file), unpacked).catch(() => undefined);
  const parts = unpacked[Symbol.asyncIterator]();
  for (;;) {
    const part = await parts.next().catch(() => {
      throw new BackupProblem(BACKUP.unreadable);
    });
    if (part.done === true) return;
    yield part.value;
  }
}

interface MoveOptions {
  readonly to?: string | undefined;
  readonly site?: string | undefined;
}

/** `caseload move --to URL`: copies the embedded database to an empty one on a PostgreSQL server. With `--site ID`: moves one site, from any database. */
export async function moveCommand({ to, site }: MoveOptions, environment: Environment): Promise<number> {
  if (to === undefined || !URL.canParse(to)) throw new CommandProblem(CLI.moveNeedsUrl);
  const config = readConfig(environment);
  if (site !== undefined) return moveSiteCommand(config, site as SiteId, to);
  if (config.databaseUrl !== undefined) throw new CommandProblem(CLI.moveFromServer);
  requireFolder(config);
  const copied = await withDriver(config, async (from) => {
    // Of the same version.
    await migrate(from);
    return withDriver({ ...config, databaseUrl: to }, (target) => copyDatabase(from, target));
  });
  console.log(CLI.moved(copied.rows, copied.hash));
  return 0;
}

async function moveSiteCommand(config: Config, site: SiteId, to: string): Promise<number> {
  if (config.databaseUrl === undefined) requireFolder(config);
  const copied = await withDriver(config, (from) => withDriver({ ...config, databaseUrl: to }, (target) => moveSite(from, target, site)));
  console.log(CLI.movedSite(site, copied.rows, copied.hash));
  return 0;
}
