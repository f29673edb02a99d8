import { resolve } from 'node:path';
import { CLI } from '../core/text/cli';
import { readConfig } from '../server/config';
import type { Database, SiteId } from '../server/database/database';
import { openDatabase } from '../server/database/open';
import { FolderProblem, readSiteFolder, writeSiteFolder } from '../server/sites/folder/site-folder';
import { makeSampleSite, SAMPLE_DEFAULTS } from '../server/sites/sample';
import { exportSite, importSite } from '../server/sites/site-store';
import { argument, CommandProblem, numberOption } from './problem';

async function withDatabase<T>(environment: NodeJS.ProcessEnv, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(readConfig(environment));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Reads a site's folder. Errors in it become a `CommandProblem`. */
export function siteFolder(folder: string) {
  try {
    return readSiteFolder(resolve(folder));
  } catch (error) {
    if (error instanceof FolderProblem) throw new CommandProblem(error.message);
    throw error;
  }
}

/** `caseload site import DIR` */
export async function importCommand(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const data = siteFolder(argument(words, 0, CLI.arguments.folder));
  await withDatabase(environment, (database) => importSite(database, data));
  console.log(CLI.imported(data.site.name, data.participants.length, data.staff.length, data.assignments.length));
  return 0;
}

/** `caseload site export ID DIR` */
export async function exportCommand(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const [id, folder] = [argument(words, 0, CLI.arguments.siteId), argument(words, 1, CLI.arguments.folder)];
  const data = await withDatabase(environment, (database) => exportSite(database, id as SiteId));
  if (data === undefined) throw new CommandProblem(CLI.noSite(id));
  writeSiteFolder(resolve(folder), data);
  console.log(CLI.written(data.site.name, folder));
  return 0;
}

/** `caseload site sample DIR [--participants N] [--seed S]` */
export async function sampleCommand(
  words: readonly string[],
  options: { participants?: string | undefined; seed?: string | undefined },
): Promise<number> {
  const folder = argument(words, 0, CLI.arguments.folder);
  const participants = numberOption(options.participants, 'participants', SAMPLE_DEFAULTS.participants, 1_000_000);
  const seed = numberOption(options.seed, 'seed', SAMPLE_DEFAULTS.seed, 2 ** 31);
  writeSiteFolder(resolve(folder), await makeSampleSite({ participants, seed }));
  console.log(CLI.sample(participants, folder));
  return 0;
}
