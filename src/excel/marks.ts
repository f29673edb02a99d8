import { MARKS_SHEET } from './names';
import { requestWhenIdle, runExcelWhenIdle } from './run';

/** The severity of a highlight. */
export interface RowMarks {
  /** Zero-based columns. */
  readonly errors: readonly number[];
  readonly warnings: readonly number[];
}

const STYLES = {
  e: { fill: '#FFC7CE', font: '#9C0006' },
  w: { fill: '#FFEB9C', font: '#7F6000' },
} as const;

/** The rows of the marks sheet per request: at most 4 MB, at a few bytes per row. */
const ROWS_PER_REQUEST = 250_000;

/** The marks sheet's text for a row: `e3 w7 ` highlights D as an error and H as a warning. */
export function markText({ errors, warnings }: RowMarks): string {
  const wrong = new Set(errors);
  const marks = [...wrong].map((column) => `e${column + 1} `);
  for (const column of new Set(warnings)) if (!wrong.has(column)) marks.push(`w${column + 1} `);
  return marks.join('');
}

function ruleFormula(kind: keyof typeof STYLES): string {
  return `=ISNUMBER(FIND("${kind}"&COLUMN()&" ",'${MARKS_SHEET}'!$A1))`;
}

/**
 * Repaints the whole sheet. Highlights are values: a hidden marks sheet contains the highlighted columns of each row,
 * and two conditional formats over the whole sheet refer to it. So the user's own formats are kept, and a
 * highlight changes by writing one small cell (`docs/decisions/highlights.md`).
 * Takes three requests for up to 250,000 rows.
 * @param marks by row number; other rows are clean
 * @throws ExcelProblem
 */
export function paintAll(sheetId: string, marks: ReadonlyMap<number, string>): Promise<void> {
  return runExcelWhenIdle(async (context) => {
    const { worksheets } = context.workbook;
    const sheet = worksheets.getItem(sheetId);
    const existing = worksheets.getItemOrNullObject(MARKS_SHEET);
    existing.load('id');
    const rules = sheet.getRange().conditionalFormats;
    rules.load('items/type,items/customOrNullObject/rule/formula');
    await context.sync();
    const marksSheet = existing.isNullObject ? worksheets.add(MARKS_SHEET) : existing;
    if (existing.isNullObject) marksSheet.visibility = 'VeryHidden';
    marksSheet.getRange('A:A').clear('Contents');
    const last = Math.max(0, ...marks.keys());
    for (let start = 1; start <= last; start += ROWS_PER_REQUEST) {
      const rows = Math.min(ROWS_PER_REQUEST, last - start + 1);
      marksSheet.getRange(`A${start}:A${start + rows - 1}`).values = Array.from({ length: rows }, (_, down) => [
        marks.get(start + down) ?? '',
      ]);
      if (start + rows <= last) await context.sync();
    }
    const ours = rules.items.filter((rule) => rule.type === 'Custom' && rule.customOrNullObject.rule.formula.includes(MARKS_SHEET));
    // Pasting splits conditional formats: rebuild them unless both are intact.
    if (ours.length !== 2 || existing.isNullObject) {
      for (const rule of ours) rule.delete();
      addRules(sheet);
    }
    await context.sync();
  });
}

function addRules(sheet: Excel.Worksheet): void {
  for (const kind of ['w', 'e'] as const) {
    const rule = sheet.getRange('A1:KN1048576').conditionalFormats.add('Custom');
    rule.custom.rule.formula = ruleFormula(kind);
    rule.custom.format.fill.color = STYLES[kind].fill;
    rule.custom.format.font.color = STYLES[kind].font;
  }
}

/**
 * Repaints rows, in one request.
 * @throws ExcelProblem with the code `ItemNotFound` if the marks sheet was deleted: then `paintAll` recreates it
 */
export function paintRows(marks: ReadonlyMap<number, string>): Promise<void> {
  return requestWhenIdle(
    (context) => {
      const sheet = context.workbook.worksheets.getItem(MARKS_SHEET);
      for (const { start, values } of blocks(marks))
        sheet.getRange(`A${start}:A${start + values.length - 1}`).values = values.map((value) => [value]);
    },
    () => undefined,
  );
}

/** Merges adjacent rows into ranges. */
function blocks(marks: ReadonlyMap<number, string>): { start: number; values: string[] }[] {
  const found: { start: number; values: string[] }[] = [];
  for (const [row, mark] of [...marks].sort(([one], [other]) => one - other)) {
    const last = found.at(-1);
    if (last !== undefined && last.start + last.values.length === row) last.values.push(mark);
    else found.push({ start: row, values: [mark] });
  }
  return found;
}
