import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { LogRow } from '../../../api/uploads';
import { LOG_FILE } from '../../../core/text/log';
import { csvLines } from '../../sites/folder/csv';

function lineOf({
  row,
  action,
  participantId,
  caseworker,
  program,
  relationship,
  result,
  reason,
  after,
  choices,
}: LogRow): (string | number | null)[] {
  return [
    row,
    action,
    participantId,
    LOG_FILE.results[result],
    reason,
    after?.start ?? '',
    after?.end ?? '',
    after?.status ?? '',
    after?.reason ?? '',
    fixedBy(choices),
    caseworker ?? '',
    program ?? '',
    relationship ?? '',
  ];
}

/** The row's fixes and who chose them, or who left it out. */
function fixedBy(choices: LogRow['choices']): string {
  return choices.map(({ column, value, by }) => (column === '' ? by : `${column} ${value}: ${by}`)).join('; ');
}

/** The log as .csv, page by page, with a byte order mark for Excel. */
export async function* logCsv(pages: AsyncIterable<readonly LogRow[]>): AsyncGenerator<string> {
  yield `\ufeff${csvLines([LOG_FILE.header])}`;
  for await (const rows of pages) yield csvLines(rows.map(lineOf), true);
}

/** The log as a workbook, page by page. Texts are never formulas. */
export async function logXlsx(pages: AsyncIterable<readonly LogRow[]>): Promise<Readable> {
  const { writeXlsxStream } = await import('hucre/xlsx');
  const widths = [8, 10, 15, 14, 50, 12, 12, 18, 22, 40, 20, 22, 22];
  async function* lines() {
    yield [...LOG_FILE.header];
    for await (const rows of pages) yield* rows.map(lineOf);
  }
  const options = { name: LOG_FILE.sheet, columns: widths.map((width) => ({ width })), freezePane: { rows: 1 } };
  // Its type is the browser’s; Node has its own.
  return Readable.fromWeb(writeXlsxStream(lines(), options) as ReadableStream);
}
