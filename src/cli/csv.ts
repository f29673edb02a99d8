import { writeFileSync } from 'node:fs';
import { exportCsv } from '../core/csv';
import { FileProblem } from '../core/decode';
import { readSheetFile } from '../server/files/read-file';
import { argument, CommandProblem } from './problem';

/** A file may come from any site: all the demographics that the template knows. */
const DEMOGRAPHICS = ['Case Number', 'First Name', 'Last Name', 'Date of Birth', 'SSN'];

/** `caseload csv FILE OUT`: the export without commas; prints what it changed. */
export async function csvCommand(words: readonly string[]): Promise<number> {
  const [file, out] = [argument(words, 0, 'The file'), argument(words, 1, 'The file to write')];
  const cells = await readSheetFile(file).catch((error: unknown) => {
    throw error instanceof FileProblem ? new CommandProblem(error.message) : error;
  });
  const { text, rows, changes } = exportCsv(cells, { duplicateCheck: DEMOGRAPHICS });
  writeFileSync(out, text);
  for (const { address, before, after } of changes) console.log(`${address}  ${JSON.stringify(before)} -> ${JSON.stringify(after)}`);
  console.log(`${rows} rows, ${changes.length} cells changed.`);
  return 0;
}
