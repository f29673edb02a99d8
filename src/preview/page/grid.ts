import '@univerjs/presets/lib/styles/preset-sheets-core.css';
import '@univerjs/presets/lib/styles/preset-sheets-data-validation.css';
import { createUniver, type ICellData, IUndoRedoService, type IWorkbookData, LocaleType, mergeLocales } from '@univerjs/presets';
import { UniverSheetsCorePreset } from '@univerjs/presets/preset-sheets-core';
import coreWords from '@univerjs/presets/preset-sheets-core/locales/en-US';
import { UniverSheetsDataValidationPreset } from '@univerjs/presets/preset-sheets-data-validation';
import validationWords from '@univerjs/presets/preset-sheets-data-validation/locales/en-US';
import { type Area, intersect, SHEET_COLUMNS, SHEET_ROWS } from '../workbook/address';
import type { Sheet } from '../workbook/sheet';
import type { Workbook } from '../workbook/workbook';
import { cellData, sheetData } from './grid-cells';
import { doInWorkbook } from './grid-commands';

/** What Univer tells of its cells and commands, as far as it is listened to. */
interface GridRange {
  getRange(): { startRow: number; startColumn: number; endRow: number; endColumn: number };
  getValues(): unknown[][];
}

/** Two lines of text, in pixels. */
const WRAPPED_HEIGHT = 38;
/** Rows and columns that are drawn beyond what is used. */
const MARGIN = { rows: 40, columns: 6 };

function drawn(sheet: Sheet): Area {
  const used = sheet.usedArea();
  const rows = Math.min(SHEET_ROWS, (used === null ? 0 : used.row + used.rows) + MARGIN.rows);
  const columns = Math.min(SHEET_COLUMNS, (used === null ? 0 : used.column + used.columns) + MARGIN.columns);
  return { row: 0, column: 0, rows, columns };
}

/**
 * Shows the workbook in Univer. The workbook is what counts: what a person does in the grid is done to it, and what it
 * then is, colors of conditional formats included, is drawn.
 */
export async function showGrid(workbook: Workbook, container: HTMLElement): Promise<void> {
  const { univer, univerAPI: api } = createUniver({
    locale: LocaleType.EN_US,
    locales: { [LocaleType.EN_US]: mergeLocales(coreWords, validationWords) },
    presets: [
      UniverSheetsCorePreset({ container, toolbar: false, footer: { statisticBar: false } }),
      UniverSheetsDataValidationPreset({ showEditOnDropdown: false }),
    ],
  });
  const data: Partial<IWorkbookData> = {
    id: 'book',
    sheetOrder: workbook.sheets.map((sheet) => sheet.id),
    sheets: Object.fromEntries(workbook.sheets.map((sheet) => [sheet.id, sheetData(sheet)])),
  };
  const book = api.createWorkbook(data);
  // Univer's commands run at once: while this is set they are the workbook's, not the person's.
  let drawing = false;
  // What the person did in the grid is done there already.
  let byHand = false;
  const quietly = (draw: () => void) => {
    const before = drawing;
    drawing = true;
    try {
      draw();
    } finally {
      drawing = before;
    }
  };
  // What the add-in does to rows, sheets and rules is nothing that a person could undo: the steps before it are forgotten.
  const steps = univer.__getInjector().get(IUndoRedoService);
  const change = (command: () => void) => {
    quietly(command);
    steps.clearUndoRedo(book.getId());
  };
  const dirty = new Map<Sheet, Area | null>();
  const filled = new Map<Sheet, readonly number[]>();
  let frame = 0;

  /** As high as wrapped text needs it, as Excel does by itself. */
  const fitRow = (sheet: Sheet, row: number) => {
    const wraps = sheet.style(row, 0).wrap === true;
    if (!wraps || book.getSheetBySheetId(sheet.id)?.getRowHeight(row) === WRAPPED_HEIGHT) return;
    const ranges = [{ startRow: row, endRow: row, startColumn: 0, endColumn: SHEET_COLUMNS - 1 }];
    const params = { unitId: book.getId(), subUnitId: sheet.id, ranges };
    api.syncExecuteCommand('sheet.mutation.set-worksheet-row-height', { ...params, rowHeight: WRAPPED_HEIGHT });
    api.syncExecuteCommand('sheet.mutation.set-worksheet-row-is-auto-height', { ...params, autoHeightInfo: 0 });
  };
  const drawArea = (sheet: Sheet, area: Area | null) => {
    const view = book.getSheetBySheetId(sheet.id);
    const whole = drawn(sheet);
    const part = area === null ? whole : intersect(area, whole);
    if (!view || part === null) return;
    // Of a whole sheet only the rows that hold something, or did: it may go down to the millionth row.
    const before = filled.get(sheet) ?? [];
    if (area === null) filled.set(sheet, [...sheet.filledRows()]);
    const rows =
      area === null ? new Set([...before, ...(filled.get(sheet) ?? [])]) : Array.from({ length: part.rows }, (_, down) => part.row + down);
    const cellValue: Record<number, Record<number, ICellData>> = {};
    for (const row of rows) {
      const cells: Record<number, ICellData> = {};
      for (let column = part.column; column < part.column + part.columns; column++) cells[column] = cellData(sheet, row, column);
      cellValue[row] = cells;
    }
    if (view.getMaxRows() < part.row + part.rows) view.setRowCount(part.row + part.rows);
    if (view.getMaxColumns() < part.column + part.columns) view.setColumnCount(part.column + part.columns);
    for (const row of rows) fitRow(sheet, row);
    // The mutation, not the command: drawing is nothing that a person could undo.
    api.syncExecuteCommand('sheet.mutation.set-range-values', { unitId: book.getId(), subUnitId: sheet.id, cellValue });
  };
  const draw = () => {
    frame = 0;
    quietly(() => {
      for (const [sheet, area] of dirty) drawArea(sheet, area);
    });
    dirty.clear();
  };
  const redraw = (sheet: Sheet, area: Area | null) => {
    if (sheet.visibility !== 'Visible') return;
    const known = dirty.get(sheet);
    dirty.set(sheet, join(known === undefined ? area : known, area));
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const drawRules = (sheet: Sheet) => {
    const view = book.getSheetBySheetId(sheet.id);
    if (!view || sheet.visibility !== 'Visible') return;
    change(() => {
      for (const { area, rule } of sheet.validations) {
        if (rule === null) continue;
        const values = sheet.dropdown(area.row, area.column);
        const rows = Math.min(area.rows, view.getMaxRows() - area.row);
        if (values === null || rows < 1) continue;
        const validation = api
          .newDataValidation()
          .requireValueInList([...values])
          .build();
        view.getRange(area.row, area.column, rows, area.columns).setDataValidation(validation);
      }
    });
  };
  let rulesTimer = 0;

  workbook.listen((event) => {
    const { sheet } = event;
    const view = book.getSheetBySheetId(sheet.id);
    switch (event.type) {
      case 'changed':
        if (!byHand && event.change === 'RowDeleted') change(() => void view?.deleteRows(event.area.row, event.area.rows));
        if (!byHand && event.change === 'RowInserted') change(() => void view?.insertRows(event.area.row, event.area.rows));
        if (!byHand && event.change === 'ColumnDeleted') change(() => void view?.deleteColumns(event.area.column, event.area.columns));
        if (!byHand && event.change === 'ColumnInserted') change(() => void view?.insertColumns(event.area.column, event.area.columns));
        redraw(sheet, event.change === 'RangeEdited' ? event.area : null);
        // A conditional format may look at another sheet.
        for (const other of workbook.sheets)
          if (other !== sheet && other.conditionalFormats.length > 0) redraw(other, { ...event.area, column: 0, columns: 60 });
        break;
      case 'rowSorted':
      case 'formatted':
        redraw(sheet, event.area);
        if (event.type === 'formatted' && view) {
          const widths = [...sheet.columnWidths].filter(([column, width]) => view.getColumnWidth(column) !== width);
          if (widths.length === 0) break;
          change(() => {
            for (const [column, width] of widths) view.setColumnWidth(column, width);
          });
        }
        break;
      case 'rules':
        redraw(sheet, null);
        clearTimeout(rulesTimer);
        rulesTimer = window.setTimeout(() => drawRules(sheet), 30);
        break;
      case 'frozen':
        change(() => view?.setFrozenRows(sheet.frozenRows));
        break;
      case 'added':
        if (!view) change(() => void book.insertSheet(sheet.name, { sheet: sheetData(sheet) }));
        break;
      case 'visibilityChanged':
        if (!byHand) change(() => (sheet.visibility === 'Visible' ? view?.showSheet() : view?.hideSheet()));
        break;
      case 'deleted':
        if (view) change(() => void book.deleteSheet(view));
        break;
      case 'nameChanged':
        if (!byHand) change(() => view?.setName(sheet.name));
        break;
      case 'activated':
        if (view && !byHand) change(() => void book.setActiveSheet(view));
        break;
      case 'selected':
        if (byHand) break;
        quietly(() => {
          view
            ?.getRange(
              event.area.row,
              event.area.column,
              Math.min(event.area.rows, view.getMaxRows()),
              Math.min(event.area.columns, view.getMaxColumns()),
            )
            .activate();
          view?.scrollToCell(Math.max(0, event.area.row - 3), Math.max(0, event.area.column - 2));
        });
        break;
      default:
        break;
    }
  });

  api.addEvent(api.Event.SheetValueChanged, ({ effectedRanges }) => {
    if (drawing) return;
    for (const range of effectedRanges as unknown as (GridRange & { getSheetId(): string })[]) {
      const sheet = workbook.sheetById(range.getSheetId());
      const { startRow, startColumn, endRow, endColumn } = range.getRange();
      const area = { row: startRow, column: startColumn, rows: endRow - startRow + 1, columns: endColumn - startColumn + 1 };
      const values = range
        .getValues()
        .map((row, down) =>
          row.map((value, right) =>
            sheet?.style(area.row + down, area.column + right).numberFormat === '@' && value !== null ? `${value}` : (value ?? ''),
          ),
        );
      sheet?.setValues(area, values, 'user');
    }
  });
  api.addEvent(api.Event.SelectionChanged, ({ worksheet, selections }) => {
    const sheet = workbook.sheetById(worksheet.getSheetId());
    const [range] = selections;
    if (drawing || sheet === undefined || range === undefined) return;
    const { startRow, startColumn, endRow, endColumn } = range;
    byHand = true;
    workbook.select(sheet, { row: startRow, column: startColumn, rows: endRow - startRow + 1, columns: endColumn - startColumn + 1 });
    byHand = false;
  });
  api.addEvent(api.Event.CommandExecuted, ({ id, params }) => {
    if (drawing) return;
    byHand = true;
    doInWorkbook(workbook, id, params);
    byHand = false;
  });
}

/** So many rows are drawn one by one; of more, only those that hold something. */
const MAX_ROWS = 2000;

/** The block that holds both; null, which is the whole sheet, where that is large. */
function join(one: Area | null, other: Area | null): Area | null {
  if (one === null || other === null) return null;
  const [row, column] = [Math.min(one.row, other.row), Math.min(one.column, other.column)];
  const rows = Math.max(one.row + one.rows, other.row + other.rows) - row;
  const columns = Math.max(one.column + one.columns, other.column + other.columns) - column;
  return rows > MAX_ROWS ? null : { row, column, rows, columns };
}
