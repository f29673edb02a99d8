import { explainAll } from '../core/check/findings';
import { FileProblem } from '../core/files/decode-text';
import { CLI } from '../core/text/cli';
import type { SiteId } from '../server/database/database';
import { openMemoryDatabase } from '../server/database/open';
import { readSheetFile } from '../server/files/read-file';
import { checkAgainstRecord, type ReadRecord } from '../server/record/check-sheet';
import { importSite, readSite } from '../server/sites/site-store';
import { argument, CommandProblem } from './problem';
import { siteFolder } from './site';

/** The command changes nothing, so it checks with all rights. */
const ALL_RIGHTS = [{ insert: 'all', update: 'all', programs: null, staff: null }] as const;

/** `caseload check FILE --site DIR [--json]`: exits with 0 if clean, 1 with errors, 2 if unreadable. */
export async function checkCommand(
  words: readonly string[],
  options: { site?: string | undefined; json?: boolean | undefined },
): Promise<number> {
  const file = argument(words, 0, CLI.arguments.file);
  if (options.site === undefined) throw new CommandProblem(CLI.checkNeedsSite);
  const data = siteFolder(options.site);
  const cells = await readSheetFile(file).catch((error: unknown) => {
    throw error instanceof FileProblem ? new CommandProblem(error.message) : error;
  });
  const database = await openMemoryDatabase();
  try {
    await importSite(database, data);
    const read: ReadRecord = (work) => database.withSite(data.site.id as SiteId, work);
    const site = await read((queries) => readSite(queries, data.site.id));
    if (site === undefined) throw new CommandProblem(CLI.siteNotLoaded);
    const checked = await checkAgainstRecord(read, site, ALL_RIGHTS, cells, new Date());
    const findings = explainAll(checked.check, checked.lookups, cells, checked.faults);
    if (options.json) console.log(JSON.stringify({ rows: checked.rows.length, findings }));
    else {
      for (const finding of findings) {
        console.log(
          `${finding.cells[0] ?? 'sheet'}  ${finding.severity}  ${finding.message}${CLI.didYouMean(finding.suggestions.slice(0, 3))}`,
        );
      }
      console.log(CLI.checked(checked.rows.length, checked.errors, findings.length - checked.errors));
    }
    return checked.errors > 0 ? 1 : 0;
  } finally {
    await database.close();
  }
}
