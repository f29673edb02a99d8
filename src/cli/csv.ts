import { writeFileSync } from 'node:fs';
import { KNOWN_DEMOGRAPHICS } from '../core/caseload/columns';
import { createLookups } from '../core/caseload/lookup';
import { FileProblem } from '../core/files/decode-text';
import { exportCsv } from '../core/files/export-csv';
import { CLI } from '../core/text/cli';
import { readSheetFile } from '../server/files/read-file';
import { referenceOf } from '../server/sites/site-data';
import { argument, CommandProblem } from './problem';
import { siteFolder } from './site';

/** `caseload csv FILE OUT [--site DIR]`: writes the file for the original system and prints its changes. */
export async function csvCommand(words: readonly string[], options: { site?: string | undefined }): Promise<number> {
  const [file, out] = [argument(words, 0, CLI.arguments.file), argument(words, 1, CLI.arguments.out)];
  const cells = await readSheetFile(file).catch((error: unknown) => {
    throw error instanceof FileProblem ? new CommandProblem(error.message) : error;
  });
  const site = options.site === undefined ? undefined : referenceOf(siteFolder(options.site));
  const { text, rows, changes } = exportCsv(
    cells,
    site?.duplicateCheck ?? KNOWN_DEMOGRAPHICS,
    site === undefined ? undefined : createLookups(site),
  );
  writeFileSync(out, text);
  for (const { address, before, after } of changes) console.log(`${address}  ${JSON.stringify(before)} -> ${JSON.stringify(after)}`);
  console.log(CLI.exported(rows, changes.length));
  return 0;
}
