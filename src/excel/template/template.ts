import { columnLetters } from '../../core/caseload/cells';
import { type Column, columnHelp, type ListName } from '../../core/caseload/columns';
import { shiftRow } from '../../core/caseload/date-system';
import type { Reference } from '../../core/caseload/reference';
import {
  choicesOf,
  LIST_NAMES,
  LISTS_SHEET,
  makeTemplate,
  TEMPLATE_COLORS,
  type Template,
  type TemplatePicks,
} from '../../core/caseload/template';
import { askFirstSheet } from '../first-sheet';
import { askDateSystem } from '../formats/date-system';
import { DATE_FORMAT, setNumberFormat, TEXT_FORMAT } from '../formats/number-format';
import { highlightFilled } from '../highlights/installation';
import { freeName } from '../names';
import { runExcel } from '../run';

/** The first worksheet with contents that a template would replace. */
export interface UsedSheet {
  readonly status: 'in-use';
  readonly id: string;
  readonly sheet: string;
  readonly address: string;
  readonly tables: number;
}

/** The outcome of inserting a template. */
export type TemplateOutcome =
  | { readonly status: 'inserted'; readonly id: string; readonly dateShift: number }
  /** Ask before replacing it: nothing was written. */
  | UsedSheet
  /** The sheet or the workbook’s structure is protected: nothing was written. */
  | { readonly status: 'protected'; readonly sheet: string }
  /** The first worksheet is hidden, but it is the one that is uploaded: nothing was written. */
  | { readonly status: 'hidden'; readonly sheet: string };

/** The name of a new worksheet for the template. */
const NEW_SHEET = 'Caseload';
const HEADER_ROW = 2;
const SAMPLE_ROW = 3;
const LAST_ROW = 1_048_576;
const NOTE_COLUMNS = 6;
/** Three lines, in points. */
const NOTE_HEIGHT = 46;
const WIDTHS: Readonly<Record<Column['kind']['type'], number>> = { id: 110, text: 110, 'name-part': 120, ssn: 90, date: 100, list: 140 };

/**
 * Inserts the template in the first worksheet, with what highlights it, and the lists for its dropdowns in a hidden one. Takes up to eight
 * requests: one to look, three for the lists, two for the highlights, one for the template, one to remember its formats.
 * @param replace what may be replaced: another sheet, or one that was filled further, is asked about again
 * @throws ExcelProblem
 */
export function insertTemplate(picks: TemplatePicks, reference: Reference, replace?: UsedSheet): Promise<TemplateOutcome> {
  return runExcel(async (context) => {
    const dateShift = askDateSystem(context);
    context.workbook.protection.load('protected');
    const { sheet, asked, all } = await askFirstSheet(context, (first) => ({
      used: first.getUsedRangeOrNullObject(true).load('address'),
      tables: first.tables.load('items/name'),
    }));
    const { used, tables } = asked;
    if (sheet.visibility !== 'Visible') return { status: 'hidden', sheet: sheet.name };
    const hasLists = all.some(({ name }) => name === LISTS_SHEET);
    if (sheet.protection.protected || (!hasLists && context.workbook.protection.protected))
      return { status: 'protected', sheet: sheet.name };
    if (!used.isNullObject) {
      const address = used.address.split('!').at(-1) ?? '';
      const found: UsedSheet = { status: 'in-use', id: sheet.id, sheet: sheet.name, address, tables: tables.items.length };
      if (replace?.id !== found.id || replace.address !== address || replace.tables !== found.tables) return found;
    }
    const sources = await writeLists(context, reference);
    await highlightFilled(context, sheet, () => {
      for (const table of tables.items) table.delete();
      empty(sheet);
      writeTemplate(sheet, makeTemplate(picks, reference), sources, dateShift());
    });
    return { status: 'inserted', id: sheet.id, dateShift: dateShift() };
  });
}

/**
 * Adds an empty leftmost worksheet if the first one is in use, so that nothing is replaced. One request to
 * look, one to add it.
 * @returns what keeps it from being added
 * @throws ExcelProblem
 */
export function addSheetIfUsed(): Promise<Extract<TemplateOutcome, { readonly status: 'protected' }> | undefined> {
  return runExcel(async (context) => {
    context.workbook.protection.load('protected');
    const { sheet, asked, all } = await askFirstSheet(context, (first) => first.getUsedRangeOrNullObject(true).load('address'));
    if (asked.isNullObject && sheet.visibility === 'Visible') return undefined;
    if (context.workbook.protection.protected) return { status: 'protected', sheet: sheet.name };
    const added = context.workbook.worksheets.add(freeName(NEW_SHEET, all));
    added.position = 0;
    added.activate();
    await context.sync();
    return undefined;
  });
}

/** Rewrites the lists on their hidden worksheet, one column each. Returns their addresses. */
async function writeLists(context: Excel.RequestContext, reference: Reference): Promise<ReadonlyMap<ListName, string>> {
  // Reuses an existing sheet, so that dropdowns that refer to it keep working.
  const { worksheets } = context.workbook;
  const found = worksheets.getItemOrNullObject(LISTS_SHEET);
  await context.sync();
  const sheet = found.isNullObject ? worksheets.add(LISTS_SHEET) : found;
  sheet.getRange().clear();
  sheet.visibility = 'VeryHidden';
  const sources = new Map<ListName, string>();
  LIST_NAMES.forEach((list, column) => {
    const values = choicesOf(list, reference);
    const letters = columnLetters(column);
    const range = sheet.getRange(`${letters}1:${letters}${values.length + 1}`);
    // Text format: a value such as 1-2 must not become a date.
    setNumberFormat(range, TEXT_FORMAT);
    range.values = [[list], ...values.map((value) => [value])];
    if (values.length > 0) sources.set(list, `='${LISTS_SHEET}'!$${letters}$2:$${letters}$${values.length + 1}`);
  });
  return sources;
}

/** Removes contents, formats, filters, merged, hidden and frozen cells: what is left of them would hide or spoil rows of the template. */
function empty(sheet: Excel.Worksheet): void {
  const all = sheet.getRange();
  sheet.autoFilter.remove();
  all.rowHidden = false;
  all.columnHidden = false;
  all.unmerge();
  all.clear();
  sheet.freezePanes.unfreeze();
}

function writeTemplate(sheet: Excel.Worksheet, template: Template, sources: ReadonlyMap<ListName, string>, dateShift: number): void {
  const { columns, instructions, sample } = template;
  const last = columnLetters(columns.length - 1);
  columns.forEach((column, index) => {
    writeColumn(sheet, column, columnLetters(index), sources);
  });
  const note = sheet.getRange(`A1:${last}1`);
  note.format.fill.color = TEMPLATE_COLORS.noteFill;
  note.format.font.color = TEMPLATE_COLORS.note;
  note.format.font.italic = true;
  // Wrapped within the columns that are in view.
  const text = sheet.getRange(`A1:${columnLetters(Math.min(columns.length, NOTE_COLUMNS) - 1)}1`);
  text.merge(false);
  text.format.wrapText = true;
  text.format.verticalAlignment = 'Top';
  text.format.rowHeight = NOTE_HEIGHT;
  sheet.getRange('A1').values = [[instructions]];
  const header = sheet.getRange(`A${HEADER_ROW}:${last}${HEADER_ROW}`);
  header.values = [columns.map((column) => column.header)];
  header.format.font.color = TEMPLATE_COLORS.header;
  header.format.font.bold = true;
  header.format.wrapText = true;
  const sampleRow = sheet.getRange(`A${SAMPLE_ROW}:${last}${SAMPLE_ROW}`);
  sampleRow.values = [[...shiftRow(sample, dateColumns(columns), -dateShift)]];
  sampleRow.format.fill.color = TEMPLATE_COLORS.noteFill;
  sampleRow.format.font.color = TEMPLATE_COLORS.note;
  sampleRow.format.font.italic = true;
  sheet.freezePanes.freezeRows(HEADER_ROW);
  sheet.activate();
  sheet.getRange(`A${SAMPLE_ROW + 1}`).select();
}

/** The zero-based date columns of a template. */
export function dateColumns(columns: readonly Column[]): ReadonlySet<number> {
  return new Set(columns.flatMap(({ kind }, index) => (kind.type === 'date' ? [index] : [])));
}

function writeColumn(sheet: Excel.Worksheet, column: Column, letters: string, sources: ReadonlyMap<ListName, string>): void {
  const { kind } = column;
  const header = sheet.getRange(`${letters}${HEADER_ROW}`);
  header.format.fill.color = column.required ? TEMPLATE_COLORS.required : TEMPLATE_COLORS.optional;
  header.format.columnWidth = WIDTHS[kind.type];
  const cells = sheet.getRange(`${letters}${SAMPLE_ROW}:${letters}${LAST_ROW}`);
  if (kind.type === 'date') setNumberFormat(cells, DATE_FORMAT);
  if (kind.type === 'text' || kind.type === 'ssn' || kind.type === 'name-part') setNumberFormat(cells, TEXT_FORMAT);
  const source = kind.type === 'list' ? sources.get(kind.list) : undefined;
  if (source !== undefined) {
    cells.dataValidation.rule = { list: { inCellDropDown: true, source } };
    // No error dialog while typing: wrong values are highlighted, with suggestions.
    cells.dataValidation.errorAlert = { showAlert: false, style: 'Information', title: '', message: '' };
  }
  header.dataValidation.prompt = { showPrompt: true, title: column.header.slice(0, 32), message: columnHelp(column) };
}
