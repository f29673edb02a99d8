import { columnIndex } from '../core/caseload/cells';
import { runExcelWhenIdle } from './run';

/** An action of the user or a co-author. */
export type SheetEvent =
  | { readonly type: 'edited'; readonly sheetId: string; readonly firstRow: number; readonly lastRow: number; readonly lastColumn: number }
  /** Rows were inserted, deleted or moved, or too much changed: reread the sheet. */
  | { readonly type: 'reshaped'; readonly sheetId: string }
  | { readonly type: 'selected'; readonly sheetId: string; readonly address: string }
  /** Sheets were added, deleted, moved, renamed or hidden: another one may be the first. */
  | { readonly type: 'sheets' };

/** The one-based rows and last zero-based column of an address such as `C5`, `B2:D9`, `A1,C3`; null for whole columns and rows. */
function extentOf(address: string): { first: number; last: number; lastColumn: number } | null {
  const corners = (address.split('!').at(-1) ?? '').split(/[,:]/);
  const rows = corners.map((corner) => Number(/^\$?[A-Z]+\$?(\d+)$/.exec(corner)?.[1] ?? Number.NaN));
  if (rows.some(Number.isNaN)) return null;
  const columns = corners.map((corner) => columnIndex(corner.replaceAll('$', '')));
  return { first: Math.min(...rows), last: Math.max(...rows), lastColumn: Math.max(...columns) };
}

function changeEvent(args: Excel.WorksheetChangedEventArgs): SheetEvent | null {
  // Ignore the add-in's own changes.
  if (args.triggerSource === 'ThisLocalAddin') return null;
  const extent = args.changeType === 'RangeEdited' ? extentOf(args.address) : null;
  if (extent === null) return { type: 'reshaped', sheetId: args.worksheetId };
  return { type: 'edited', sheetId: args.worksheetId, firstRow: extent.first, lastRow: extent.last, lastColumn: extent.lastColumn };
}

/**
 * Listens to events of all worksheets, in one request. The handler must return at once, since Excel waits for it.
 * @throws ExcelProblem
 */
export function watchSheets(handle: (event: SheetEvent) => void): Promise<void> {
  return runExcelWhenIdle(async (context) => {
    const { worksheets } = context.workbook;
    const tell = async (event: SheetEvent | null) => {
      if (event !== null) handle(event);
    };
    const sheets = async () => handle({ type: 'sheets' });
    worksheets.onChanged.add((args) => tell(changeEvent(args)));
    worksheets.onRowSorted.add(({ worksheetId }) => tell({ type: 'reshaped', sheetId: worksheetId }));
    worksheets.onSelectionChanged.add(({ worksheetId, address }) => tell({ type: 'selected', sheetId: worksheetId, address }));
    worksheets.onAdded.add(sheets);
    worksheets.onDeleted.add(sheets);
    if (Office.context.requirements.isSetSupported('ExcelApi', '1.17')) {
      worksheets.onMoved.add(sheets);
      worksheets.onNameChanged.add(sheets);
      worksheets.onVisibilityChanged.add(sheets);
    }
    await context.sync();
  });
}
