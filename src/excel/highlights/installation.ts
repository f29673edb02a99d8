import { HIGHLIGHTS_SHEET } from '../names';
import { runExcelWhenIdle } from '../run';
import { markFormula, PARTS } from './marks';
import { partFormula } from './stream';

const STYLES = {
  e: { fill: '#FFC7CE', font: '#9C0006' },
  w: { fill: '#FFEB9C', font: '#7F6000' },
} as const;
/** All rows, and more columns than a caseload can have. */
const COVERED = { address: 'A1:KN1048576', rows: 1_048_576, columns: 300 } as const;
const CELLS = `A1:A${PARTS}`;

/** The setting with the IDs of the conditional formats, by the ID of their sheet. */
const SETTING = 'caseload-highlights';

/** Why cells can't be highlighted. */
export type Obstacle = 'protected-sheet' | 'protected-workbook' | 'read-only';

export interface Installation {
  /** Whether the cells call the function; otherwise they are written. */
  readonly isStreamed: boolean;
  /** Whether the cells were just made. */
  readonly isNew: boolean;
}

/**
 * Makes what highlights a sheet, unless it is there and intact: a very hidden sheet whose cells hold the marks, and two conditional formats
 * over the whole sheet that look into them, so that the user’s own formats are kept (`docs/decisions/highlights.md`). The formats are found
 * by their IDs: others are never read, since some workbooks hold formats that can't be (OfficeDev/office-js#6835, #6827, #5222).
 * @param canStream whether Excel calls the add-in's functions. Where it calculates only when told to, they are not used, either.
 * @returns what keeps it from being made. Three requests if it is there
 * @throws ExcelProblem
 */
export function install(sheetId: string, canStream: boolean): Promise<Installation | Obstacle> {
  return runExcelWhenIdle(async (context) => {
    const { workbook } = context;
    const sheet = workbook.worksheets.getItem(sheetId);
    const setting = workbook.settings.getItemOrNullObject(SETTING).load('value');
    const own = workbook.worksheets.getItemOrNullObject(HIGHLIGHTS_SHEET).load('id');
    workbook.load('readOnly');
    workbook.protection.load('protected');
    workbook.application.load('calculationMode');
    sheet.protection.load('protected');
    await context.sync();
    const all: Ids = setting.isNullObject ? {} : readIds(setting.value);
    const formats = sheet.getRange().conditionalFormats;
    const known = (all[sheetId] ?? []).map((id) => {
      const format = formats.getItemOrNullObject(id).load('id');
      return { format, range: format.getRangeOrNullObject().load('rowCount,columnCount') };
    });
    const first = own.isNullObject ? undefined : own.getRange(CELLS).load('formulas');
    await context.sync();
    // Pasting cuts pieces out of conditional formats: then they are made anew.
    const isWhole = known.length === 2 && known.every(({ format, range }) => !format.isNullObject && isCovered(range));
    const isStreamed = canStream && workbook.application.calculationMode !== 'Manual';
    const hasCells = first?.formulas.every(([formula], part) => !isStreamed || formula === partFormula(part)) ?? false;
    if (isWhole && hasCells) return { isStreamed, isNew: false };
    if (workbook.readOnly) return 'read-only';
    if (!isWhole && sheet.protection.protected) return 'protected-sheet';
    if (own.isNullObject && workbook.protection.protected) return 'protected-workbook';
    if (!hasCells) {
      const made = own.isNullObject ? workbook.worksheets.add(HIGHLIGHTS_SHEET) : own;
      if (own.isNullObject) made.visibility = 'VeryHidden';
      if (isStreamed) made.getRange(CELLS).formulas = Array.from({ length: PARTS }, (_, part) => [partFormula(part)]);
    }
    if (!isWhole) {
      for (const { format } of known) if (!format.isNullObject) format.delete();
      const added = (['w', 'e'] as const).map((kind) => addFormat(sheet, kind));
      await context.sync();
      workbook.settings.add(SETTING, JSON.stringify({ ...all, [sheetId]: added.map(({ id }) => id) }));
    }
    await context.sync();
    return { isStreamed, isNew: !hasCells };
  });
}

function addFormat(sheet: Excel.Worksheet, kind: keyof typeof STYLES): Excel.ConditionalFormat {
  const format = sheet.getRange(COVERED.address).conditionalFormats.add('Custom');
  format.custom.rule.formula = markFormula(kind, HIGHLIGHTS_SHEET);
  format.custom.format.fill.color = STYLES[kind].fill;
  format.custom.format.font.color = STYLES[kind].font;
  return format.load('id');
}

function isCovered(range: Excel.Range): boolean {
  return !range.isNullObject && range.rowCount === COVERED.rows && range.columnCount === COVERED.columns;
}

type Ids = Readonly<Record<string, readonly string[]>>;

/** The setting's value; a damaged one is none. */
function readIds(value: unknown): Ids {
  try {
    const ids: unknown = JSON.parse(String(value));
    if (typeof ids !== 'object' || ids === null) return {};
    return Object.fromEntries(Object.entries(ids).filter(([, list]) => Array.isArray(list) && list.every((id) => typeof id === 'string')));
  } catch {
    return {};
  }
}

/** Lets Excel call the functions of the cells anew, as after a workbook was opened. */
export function callFunctions(): Promise<void> {
  return runExcelWhenIdle(async (context) => {
    context.workbook.worksheets.getItemOrNullObject(HIGHLIGHTS_SHEET).calculate(true);
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
