import type { CellStyle, DataValidation } from 'hucre/xlsx';
import { columnLetters } from '../../core/caseload/cells';
import { type Column, columnHelp } from '../../core/caseload/columns';
import type { Reference } from '../../core/caseload/reference';
import { choicesOf, LIST_NAMES, LISTS_SHEET, makeTemplate, TEMPLATE_COLORS, type TemplatePicks } from '../../core/caseload/template';

const HEADER_ROW = 2;
const SAMPLE_ROW = 3;
/** The rows with dropdowns: as many as can be submitted at once. */
const LAST_ROW = SAMPLE_ROW + 100_000;
/** The column width, in characters. */
const WIDTHS: Readonly<Record<Column['kind']['type'], number>> = { id: 16, text: 16, 'name-part': 18, ssn: 13, date: 14, list: 22 };
const FORMATS: Readonly<Partial<Record<Column['kind']['type'], string>>> = { date: 'm/d/yyyy', text: '@', 'name-part': '@', ssn: '@' };

const fill = (color: string): NonNullable<CellStyle['fill']> => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb: color.slice(1) } });

/** Creates the template as a workbook, for users without the add-in: the same columns, header, sample and dropdowns. */
export async function makeTemplateWorkbook(picks: TemplatePicks, reference: Reference): Promise<Uint8Array> {
  const { columns, instructions, sample } = makeTemplate(picks, reference);
  const lists = LIST_NAMES.map((list) => choicesOf(list, reference));
  const longest = Math.max(...lists.map(({ length }) => length));
  const cells = new Map<string, { style: CellStyle }>([
    ['0,0', { style: { font: { italic: true, color: { rgb: TEMPLATE_COLORS.note.slice(1) } }, fill: fill(TEMPLATE_COLORS.noteFill) } }],
  ]);
  columns.forEach(({ required }, column) => {
    const color = required ? TEMPLATE_COLORS.required : TEMPLATE_COLORS.optional;
    const font = { bold: true, color: { rgb: TEMPLATE_COLORS.header.slice(1) } };
    cells.set(`${HEADER_ROW - 1},${column}`, { style: { font, fill: fill(color), alignment: { wrapText: true } } });
  });
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    sheets: [
      {
        name: 'Caseload',
        columns: columns.map(({ kind }) => ({ width: WIDTHS[kind.type], ...(FORMATS[kind.type] ? { numFmt: FORMATS[kind.type] } : {}) })),
        rows: [[instructions], columns.map(({ header }) => header), sample.map((cell) => cell ?? '')],
        cells,
        freezePane: { rows: HEADER_ROW },
        dataValidations: columns.flatMap((column, place) => validationsOf(column, columnLetters(place), lists)),
      },
      {
        name: LISTS_SHEET,
        veryHidden: true,
        columns: LIST_NAMES.map(() => ({ numFmt: '@' })),
        rows: [[...LIST_NAMES], ...Array.from({ length: longest }, (_, row) => lists.map((values) => values[row] ?? null))],
      },
    ],
  });
}

/** The header's hint, and the dropdown below it. */
function validationsOf(column: Column, letters: string, lists: readonly (readonly string[])[]): DataValidation[] {
  const { kind, header } = column;
  const at = `${letters}${HEADER_ROW}`;
  const hint: DataValidation = {
    type: 'custom',
    formula1: 'TRUE',
    range: `${at}:${at}`,
    showInputMessage: true,
    inputTitle: header.slice(0, 32),
    inputMessage: columnHelp(column),
  };
  const list = kind.type === 'list' ? LIST_NAMES.indexOf(kind.list) : -1;
  const count = lists[list]?.length ?? 0;
  if (count === 0) return [hint];
  const place = columnLetters(list);
  return [
    hint,
    {
      type: 'list',
      range: `${letters}${SAMPLE_ROW}:${letters}${LAST_ROW}`,
      formula1: `'${LISTS_SHEET}'!$${place}$2:$${place}$${count + 1}`,
      allowBlank: true,
      // Other values are allowed: the upload reports them, with suggestions.
      showErrorMessage: false,
    },
  ];
}
