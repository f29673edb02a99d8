import { cellAddress } from '../src/core/caseload/cells';
import { Highlights } from '../src/excel/highlights/highlights';
import type { RowMarks } from '../src/excel/highlights/marks';
import { report } from './report';
import { openWorkbook } from './workbook';

/** The longest address list in Excel, in characters. */
const ADDRESS_LIST = 8192;
const CELLS = 5000;

/** Traffic of two ways to highlight: a function that streams, and custom rules on range areas. */
export async function benchHighlights(): Promise<void> {
  const { sheet, stream, weigh } = openWorkbook();
  const measure = async (what: string, work: () => Promise<unknown>) => {
    const { requests, sentKB } = await weigh(work);
    report(`${what} (requests, KB sent)`, `${requests}, ${sentKB.toFixed(1)}`);
  };
  const scattered = Array.from({ length: CELLS }, (_, n) => ({ row: 2 + n * 7, column: (n * 5) % 14 }));
  const marks = new Map<number, RowMarks>(scattered.map(({ row, column }) => [row, { errors: [column], warnings: [] }]));
  const highlights = new Highlights(stream, () => undefined);
  await measure(`${CELLS} highlights, streamed`, () => highlights.paintAll(sheet.id, marks));
  await measure('one more highlight, streamed', () => highlights.paintRows(new Map([[3, { errors: [3], warnings: [] }]])));

  const lists: string[] = [''];
  for (const { row, column } of scattered) {
    const address = cellAddress(column, row);
    const last = lists.at(-1) ?? '';
    if (last.length + address.length + 1 > ADDRESS_LIST) lists.push(address);
    else lists[lists.length - 1] = last === '' ? address : `${last},${address}`;
  }
  const paintAreas = (areas: readonly string[]) =>
    Excel.run(async (context) => {
      for (const addresses of areas) {
        const rule = context.workbook.worksheets.getItem(sheet.id).getRanges(addresses).conditionalFormats.add('Custom');
        rule.custom.rule.formula = '=TRUE';
        rule.custom.format.fill.color = '#FFC7CE';
        rule.custom.format.font.color = '#9C0006';
      }
      await context.sync();
    });
  await measure(`${CELLS} highlights, ${lists.length} rules on range areas`, () => paintAreas(lists));
  await measure('one more highlight, its rule on range areas rebuilt', () => paintAreas(lists.slice(0, 1)));
}
