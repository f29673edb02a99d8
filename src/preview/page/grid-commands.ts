import type { Workbook } from '../workbook/workbook';

/** What Univer's commands say of what they did, as far as it is needed. */
interface Params {
  readonly subUnitId?: string;
  readonly name?: string;
  readonly hidden?: number;
  readonly toOrder?: number;
  readonly index?: number;
  readonly sheet?: { readonly id: string; readonly name: string };
  readonly range?: { readonly startRow: number; readonly endRow: number; readonly startColumn: number; readonly endColumn: number };
}

/** Applies the user's changes of sheets, rows and columns in the grid to the workbook. */
export function doInWorkbook(workbook: Workbook, command: string, given: object | undefined): void {
  const params: Params = given ?? {};
  if (command === 'sheet.mutation.insert-sheet' && params.sheet !== undefined) {
    if (workbook.sheetById(params.sheet.id)) return;
    const added = workbook.add(params.sheet.name, params.sheet.id);
    if (params.index !== undefined) workbook.move(added, params.index);
  }
  const sheet = workbook.sheetById(params.subUnitId ?? '');
  if (sheet === undefined) return;
  switch (command) {
    case 'sheet.mutation.remove-sheet':
      workbook.delete(sheet);
      return;
    case 'sheet.mutation.set-worksheet-name':
      sheet.rename(params.name ?? sheet.name);
      return;
    case 'sheet.mutation.set-worksheet-order':
      workbook.move(sheet, params.toOrder ?? 0);
      return;
    case 'sheet.mutation.set-worksheet-hidden':
      sheet.setVisibility(params.hidden === 1 ? 'Hidden' : 'Visible');
      return;
    case 'sheet.operation.set-worksheet-active':
      workbook.activate(sheet);
      return;
    default:
      break;
  }
  if (params.range === undefined) return;
  const { startRow, endRow, startColumn, endColumn } = params.range;
  if (command === 'sheet.mutation.remove-rows') sheet.deleteRows(startRow, endRow - startRow + 1, 'user');
  if (command === 'sheet.mutation.insert-row') sheet.insertRows(startRow, endRow - startRow + 1, 'user');
  if (command === 'sheet.mutation.remove-col') sheet.deleteColumns(startColumn, endColumn - startColumn + 1, 'user');
  if (command === 'sheet.mutation.insert-col') sheet.insertColumns(startColumn, endColumn - startColumn + 1, 'user');
}
