import { HIGHLIGHTS_SHEET } from '../names';
import { ExcelProblem, runExcelWhenIdle } from '../run';
import { markFormula, PARTS } from './marks';
import { partFormula } from './stream';

const STYLES = {
  e: { fill: '#FFC7CE', font: '#9C0006' },
  w: { fill: '#FFEB9C', font: '#7F6000' },
} as const;
/** All rows, and more columns than a caseload can have. */
const COVERED = { address: 'A1:KN1048576', rows: 1_048_576, columns: 300 } as const;
const CELLS = `A1:A${PARTS}`;
const FORMULAS = Array.from({ length: PARTS }, (_, part) => [partFormula(part)]);

/** The setting with the sheets that have the conditional formats. */
const SETTING = 'caseload-highlights';

/** Why cells can't be highlighted. */
export type Obstacle = 'protected-sheet' | 'protected-workbook' | 'read-only';

export interface Installation {
  /** Whether the cells call the function; otherwise they are written. */
  readonly isStreamed: boolean;
  /** Whether the cells were just made. */
  readonly isNew: boolean;
  /** The sheet's key in the marks. */
  readonly key: number;
}

/**
 * Makes what highlights a sheet, unless it is there and intact: a very hidden sheet whose cells hold the marks, and two conditional formats
 * over the whole sheet that look into them, so that the user’s own formats are kept (`docs/decisions/highlights.md`). The formats are found
 * by their IDs: others are never read, since some workbooks hold formats that can't be (OfficeDev/office-js#6835, #6827, #5222).
 * @param options `canStream`: whether Excel calls the add-in's functions. Where it calculates only when told to, they are not used, either.
 * `mayMend`: whether to make formats anew that do not cover the used cells any more.
 * @returns what keeps it from being made. Three requests if it is there
 * @throws ExcelProblem
 */
export async function install(sheetId: string, options: InstallOptions): Promise<Installation | Obstacle> {
  const unstored: string[] = [];
  try {
    return await attempt(sheetId, options, unstored);
  } catch (error) {
    if (error instanceof ExcelProblem && error.code === 'InvalidOperationInCellEditMode') throw error;
    // Another person's add-in may have made it at the same moment: then it is there the second time.
    return attempt(sheetId, options, unstored);
  }
}

interface InstallOptions {
  readonly canStream: boolean;
  readonly mayMend: boolean;
}

/** @param unstored the IDs of formats that an attempt made without getting to store them, for the next one */
function attempt(sheetId: string, { canStream, mayMend }: InstallOptions, unstored: string[]): Promise<Installation | Obstacle> {
  return runExcelWhenIdle(async (context) => {
    const { workbook } = context;
    const sheet = workbook.worksheets.getItem(sheetId);
    const used = sheet.getUsedRangeOrNullObject(true).load('rowIndex,columnIndex,rowCount,columnCount');
    const setting = workbook.settings.getItemOrNullObject(SETTING).load('value');
    const own = workbook.worksheets.getItemOrNullObject(HIGHLIGHTS_SHEET).load('id');
    workbook.load('readOnly');
    workbook.protection.load('protected');
    workbook.application.load('calculationMode');
    sheet.protection.load('protected');
    await context.sync();
    const sheets = await ofTheseIds(context, sheetId, setting.isNullObject ? {} : readSheets(setting.value));
    const { ids, key } = entryOf(sheets, sheetId);
    const formats = sheet.getRange().conditionalFormats;
    const known = [...ids, ...unstored.splice(0)].map((id) => {
      const format = formats.getItemOrNullObject(id).load('id');
      return { format, range: format.getRangeOrNullObject().load('rowIndex,columnIndex,rowCount,columnCount') };
    });
    const first = own.isNullObject ? undefined : own.getRange(CELLS).load('formulas');
    await context.sync();
    // Pasting cuts pieces out of conditional formats; inserted and deleted rows and columns move their edges.
    const isThere = known.length === 2 && known.every(({ format }) => !format.isNullObject);
    const isWhole = isThere && (!mayMend || known.every(({ range }) => covers(range, used)));
    // Made once, then taken away by the user or another's Excel: made again when the user asks.
    const isLeft = !mayMend && sheets[sheetId] !== undefined && !own.isNullObject;
    const isStreamed = canStream && workbook.application.calculationMode !== 'Manual';
    const hasCells = first?.formulas.every(([formula], part) => !isStreamed || formula === partFormula(part)) ?? false;
    if (isLeft) return { isStreamed: isStreamed && hasCells, isNew: false, key };
    if (isWhole && hasCells) return { isStreamed, isNew: false, key };
    if (workbook.readOnly) return 'read-only';
    if (!isWhole && sheet.protection.protected) return 'protected-sheet';
    if (own.isNullObject && workbook.protection.protected) return 'protected-workbook';
    if (!hasCells) makeCells(own, isStreamed);
    if (!isWhole) {
      for (const { format } of known) if (!format.isNullObject) format.delete();
      const added = addFormats(sheet, key);
      await context.sync();
      unstored.push(...added.map(({ id }) => id));
      store(context, { ...sheets, [sheetId]: { key, ids: [...unstored] } });
    }
    await context.sync();
    return { isStreamed, isNew: !hasCells, key };
  });
}

/**
 * Makes what highlights a sheet together with its new contents, which replace the formats there: one step of *Undo* takes back both. Where
 * that can't be, only the contents. Three requests, four if the cells are not there.
 * @param sheet with its `id` loaded, as is the protection of the workbook
 * @param fill queues the contents
 */
export async function highlightFilled(context: Excel.RequestContext, sheet: Excel.Worksheet, fill: () => void): Promise<void> {
  const { workbook } = context;
  const setting = workbook.settings.getItemOrNullObject(SETTING).load('value');
  const own = workbook.worksheets.getItemOrNullObject(HIGHLIGHTS_SHEET).load('id');
  workbook.application.load('calculationMode');
  await context.sync();
  if (own.isNullObject && !workbook.protection.protected) {
    makeCells(own, workbook.application.calculationMode !== 'Manual');
    await context.sync();
  }
  fill();
  const sheets = setting.isNullObject ? {} : readSheets(setting.value);
  const { key } = entryOf(sheets, sheet.id);
  const added = own.isNullObject && workbook.protection.protected ? [] : addFormats(sheet, key);
  await context.sync();
  if (added.length === 0) return;
  store(context, { ...sheets, [sheet.id]: { key, ids: added.map(({ id }) => id) } });
  await context.sync();
}

/** The very hidden sheet’s cells, with the formulas that call the function, or without to write into them. */
function makeCells(own: Excel.Worksheet, isStreamed: boolean): void {
  const cells = own.isNullObject ? own.context.workbook.worksheets.add(HIGHLIGHTS_SHEET) : own;
  if (own.isNullObject) cells.visibility = 'VeryHidden';
  if (isStreamed) cells.getRange(CELLS).formulas = FORMULAS;
}

function addFormats(sheet: Excel.Worksheet, key: number): readonly Excel.ConditionalFormat[] {
  return (['w', 'e'] as const).map((kind) => addFormat(sheet, kind, key));
}

function store(context: Excel.RequestContext, sheets: HighlightedSheets): void {
  context.workbook.settings.add(SETTING, JSON.stringify(sheets));
}

function addFormat(sheet: Excel.Worksheet, kind: keyof typeof STYLES, key: number): Excel.ConditionalFormat {
  const format = sheet.getRange(COVERED.address).conditionalFormats.add('Custom');
  format.custom.rule.formula = markFormula(kind, HIGHLIGHTS_SHEET, key);
  format.custom.format.fill.color = STYLES[kind].fill;
  format.custom.format.font.color = STYLES[kind].font;
  return format.load('id');
}

/** The rows and columns beyond the used ones that must be covered, too: what is typed there next. */
const MARGIN = { rows: 10_000, columns: 20 } as const;

function covers(range: Excel.Range, used: Excel.Range): boolean {
  if (range.isNullObject) return false;
  if (used.isNullObject) return range.rowIndex === 0 && range.columnIndex === 0;
  const [bottom, right] = [used.rowIndex + used.rowCount + MARGIN.rows, used.columnIndex + used.columnCount + MARGIN.columns];
  return (
    range.rowIndex <= used.rowIndex &&
    range.columnIndex <= used.columnIndex &&
    range.rowIndex + range.rowCount >= Math.min(bottom, COVERED.rows - MARGIN.rows) &&
    range.columnIndex + range.columnCount >= Math.min(right, COVERED.columns - MARGIN.columns)
  );
}

/** The sheets that were first once, by ID: the IDs of their formats, and the key by which these find their marks. */
type HighlightedSheets = Readonly<Record<string, { readonly ids: readonly string[]; readonly key: number }>>;

/** What is known of a sheet; a new one gets a key of its own. */
function entryOf(sheets: HighlightedSheets, sheetId: string): HighlightedSheets[string] {
  return sheets[sheetId] ?? { ids: [], key: 1 + Math.max(0, ...Object.values(sheets).map(({ key }) => key)) };
}

/**
 * The sheets by the IDs that they have now: where these do not survive reopening (OfficeDev/office-js-docs#297), a sheet is known by its
 * formats. Two requests for a sheet with an unknown ID, if others are missing; otherwise none.
 */
async function ofTheseIds(context: Excel.RequestContext, sheetId: string, sheets: HighlightedSheets): Promise<HighlightedSheets> {
  const { worksheets } = context.workbook;
  if (sheets[sheetId] !== undefined || Object.keys(sheets).length === 0) return sheets;
  const known = Object.entries(sheets).map(([id, one]) => ({ id, one, sheet: worksheets.getItemOrNullObject(id).load('id') }));
  await context.sync();
  const { conditionalFormats } = worksheets.getItem(sheetId).getRange();
  const lost = known
    .filter(({ sheet }) => sheet.isNullObject)
    .map(({ id, one }) => ({ id, one, formats: one.ids.map((format) => conditionalFormats.getItemOrNullObject(format).load('id')) }));
  if (lost.length === 0) return sheets;
  await context.sync();
  const found = lost.find(({ formats }) => formats.length > 0 && formats.every(({ isNullObject }) => !isNullObject));
  if (found === undefined) return sheets;
  const { [found.id]: _, ...others } = sheets;
  return { ...others, [sheetId]: found.one };
}

/** The setting's value; what is damaged is left out. */
function readSheets(value: unknown): HighlightedSheets {
  const isSheet = (one: unknown): one is HighlightedSheets[string] => {
    const { ids, key } = (one ?? {}) as { ids?: unknown; key?: unknown };
    return Array.isArray(ids) && ids.every((id) => typeof id === 'string') && Number.isSafeInteger(key);
  };
  try {
    const sheets: unknown = JSON.parse(String(value));
    if (typeof sheets !== 'object' || sheets === null) return {};
    return Object.fromEntries(Object.entries(sheets).filter((entry): entry is [string, HighlightedSheets[string]] => isSheet(entry[1])));
  } catch {
    return {};
  }
}

/**
 * Lets Excel call the functions of the cells, where it has not done so when the workbook was opened: streams start when their formula is
 * entered again, not by calculating (OfficeDev/Excel-Custom-Functions#102, OfficeDev/office-js#6355). *Undo* of it enters the same formulas.
 */
export function callFunctions(): Promise<void> {
  return runExcelWhenIdle(async (context) => {
    context.workbook.worksheets.getItem(HIGHLIGHTS_SHEET).getRange(CELLS).formulas = FORMULAS;
    await context.sync();
  });
}

/** Writes the texts as values, where Excel does not call functions. Each write is a step of *Undo*. */
export function writeTexts(texts: readonly string[]): Promise<void> {
  return runExcelWhenIdle(async (context) => {
    context.workbook.worksheets.getItem(HIGHLIGHTS_SHEET).getRange(CELLS).values = texts.map((text) => [text]);
    await context.sync();
  });
}
