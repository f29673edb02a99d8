import fc from 'fast-check';
import type { Area } from '../address';
import type { Value } from '../values';
import { Workbook } from '../workbook';
import { movedFormula, shiftedFormula } from './rewrite';

const cell = (row: number, column: number): Area => ({ row, column, rows: 1, columns: 1 });
const block = (rows: readonly (readonly Value[])[]): Area => ({ row: 0, column: 0, rows: rows.length, columns: rows[0]?.length ?? 0 });

/** A workbook whose first sheet holds the rows. */
function made(rows: readonly (readonly Value[])[]) {
  const workbook = new Workbook(['Sheet1', 'Other']);
  const { active: sheet } = workbook;
  sheet.setValues(block(rows), rows, 'user');
  return { workbook, sheet };
}

const ROWS = [
  [1, 'apple', true],
  [2, 'pear', ''],
  ['x', 'Apple pie', 0.5],
];
const TODAY = Math.floor((Date.now() - new Date().getTimezoneOffset() * 60_000) / 86_400_000) + 25_569;

test.each<[string, Value]>([
  ['=1+2*3', 7],
  ['=-2^2', 4],
  ['=10%+1', 1.1],
  ['=A1&"-"&B2', '1-pear'],
  ['=A1="1"', false],
  ['="APPLE"=B1', true],
  ['=A1<B1', true],
  ['=C2=0', true],
  ['=C2=""', true],
  ['=1/0', '#DIV/0!'],
  ['=A3+1', '#VALUE!'],
  ['="2"+1', 3],
  ['=SUM(A1:A3)', 3],
  ['=SUM(A1:A3,"4",TRUE)', 8],
  ['=AVERAGE(A:A)', 1.5],
  ['=COUNT(A1:C3)', 3],
  ['=COUNTA(A1:C3)', 8],
  ['=COUNTBLANK(A1:C3)', 1],
  ['=COUNTIF(B1:B3,"app*")', 2],
  ['=COUNTIF(A1:A3,">1")', 1],
  ['=COUNTIF(B1:B3,"<>pear")', 2],
  ['=COUNTIFS(A1:A3,">0",B1:B3,"*e*")', 2],
  ['=SUMIF(B1:B3,"pear",A1:A3)', 2],
  ['=SUMIF(A1:A3,"<2")', 1],
  ['=AVERAGEIF(B1:B2,"*",A1:A2)', 1.5],
  ['=SUMIFS(A1:A2,B1:B2,"apple")', 1],
  ['=SUMPRODUCT((B1:B2="pear")*A1:A2)', 2],
  ['=IF(A1>0,"yes",1/0)', 'yes'],
  ['=IF(A1>1,"yes")', false],
  ['=IFERROR(1/0,"none")', 'none'],
  ['=IFERROR(VLOOKUP("fig",B1:C3,2,FALSE),"none")', 'none'],
  ['=VLOOKUP("pear",B1:C3,1,FALSE)', 'pear'],
  ['=INDEX(B1:B3,MATCH(2,A1:A3,0))', 'pear'],
  ['=XLOOKUP(2,A1:A3,B1:B3)', 'pear'],
  ['=XLOOKUP("fig",B1:B3,A1:A3,"none")', 'none'],
  ['=SUM(OFFSET(A1,0,0,2,1))', 3],
  ['=INDIRECT("B"&2)', 'pear'],
  ['=ROW()&","&COLUMN()&","&ROWS(A1:B3)', '1,6,3'],
  ['=LET(x,A1+1,x*x)', 4],
  ['=CHOOSE(2,"a","b")', 'b'],
  ['=IFS(A1=2,"two",TRUE,"other")', 'other'],
  ['=AND(A1=1,C1)', true],
  ['=OR(A1=2,FALSE)', false],
  ['=ISNUMBER(FIND("z","abc"))', false],
  ['=FIND("pie",B3)', 7],
  ['=SEARCH("P?E",B3)', 3],
  ['=TRIM(UPPER(" a b "))', 'A B'],
  ['=LEFT(B1,2)&RIGHT(B1,2)&MID(B1,2,2)', 'aplepp'],
  ['=TEXT(46095,"m/d/yyyy")', '3/14/2026'],
  ['=DATE(2026,3,14)', 46_095],
  ['=YEAR(DATE(2026,3,14))', 2026],
  ['=EDATE(46095,1)', 46_126],
  ['=TODAY()', TODAY],
  ['=STDEV.S(A1:A2)', Math.SQRT1_2],
  ['={1,2;3,4}', 1],
  ['=_xlfn.CONCAT("a","b")', 'ab'],
  ['=Nothing(1)', '#NAME?'],
  ['=unknown', '#NAME?'],
  ['=SUM(1,', '#NAME?'],
  ["='No such sheet'!A1", '#REF!'],
  ['=NA()', '#N/A'],
  ['=ISNA(NA())', true],
])('%s is %p', (formula, expected) => {
  const { sheet } = made(ROWS);
  sheet.setValues(cell(0, 5), [[formula]], 'user');
  const value = sheet.value(0, 5);
  if (typeof expected === 'number') expect(value).toBeCloseTo(expected, 10);
  else expect(value).toBe(expected);
});

describe('a formula is calculated again', () => {
  test('when a cell changes that it refers to, through others and across sheets', () => {
    const { workbook, sheet } = made([[1, '=A1*2', '=B1+1']]);
    const other = workbook.sheetByName('Other');
    other?.setValues(cell(0, 0), [['=SUM(Sheet1!A:C)']], 'user');
    sheet.setValues(cell(0, 0), [[5]], 'user');
    expect(sheet.values(block([[1, 2, 3]]))).toEqual([[5, 10, 11]]);
    expect(other?.value(0, 0)).toBe(26);
    sheet.clear(cell(0, 0), 'Contents', 'user');
    expect(sheet.values(block([[1, 2, 3]]))).toEqual([['', 0, 1]]);
  });

  test('after undo and redo', () => {
    const { workbook, sheet } = made([[1, '=A1*2']]);
    workbook.history.step(() => sheet.setValues(cell(0, 0), [[7]], 'user'));
    workbook.history.step(() => sheet.setValues(cell(0, 1), [['=A1*3']], 'user'));
    workbook.history.undo();
    expect(sheet.value(0, 1)).toBe(14);
    workbook.history.undo();
    expect(sheet.value(0, 1)).toBe(2);
    workbook.history.redo();
    expect(sheet.value(0, 1)).toBe(14);
  });

  test('in a chain as long as a large sheet, filled in any order', () => {
    const rows = 20_000;
    const { sheet } = made([[1]]);
    const formulas = Array.from({ length: rows - 1 }, (_, place) => [`=A${place + 1}+1`]);
    sheet.setValues({ row: 1, column: 0, rows: rows - 1, columns: 1 }, formulas, 'user');
    expect(sheet.value(rows - 1, 0)).toBe(rows);
    sheet.setValues(cell(0, 0), [[101]], 'user');
    expect(sheet.value(rows - 1, 0)).toBe(rows + 100);
    const upwards = Array.from({ length: rows - 1 }, (_, place) => [`=B${place + 2}+1`]);
    sheet.setValues({ row: 0, column: 1, rows: rows - 1, columns: 1 }, upwards, 'user');
    expect(sheet.value(0, 1)).toBe(rows - 1);
  });

  test('and one that refers to itself counts as 0', () => {
    const { sheet } = made([['=B1', '=A1+1']]);
    expect(sheet.values(block([[0, 0]]))).toEqual([[0, 1]]);
  });

  test('like all formulas anew, whatever is changed', () => {
    const entry = fc.record({
      row: fc.nat(5),
      column: fc.nat(3),
      input: fc.oneof(
        fc.integer({ min: -9, max: 9 }),
        fc.constantFrom('', 'text', '=A1', '=SUM(A1:C3)', '=IF(B2>0,C3,D4)', '=$A2&B$1', '=COUNT(A:A)', '=INDIRECT("A"&B1)'),
      ),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 25 }), (entries) => {
        const { workbook, sheet } = made([[0]]);
        for (const { row, column, input } of entries) {
          // Only what stands to the right and below refers to others, so that nothing is circular.
          const isLater = typeof input !== 'string' || !input.startsWith('=') || row > 3;
          sheet.setValues(cell(row, column), [[isLater ? input : 1]], 'user');
        }
        const area = { row: 0, column: 0, rows: 6, columns: 4 };
        const before = sheet.values(area);
        workbook.calculation.changed();
        expect(sheet.values(area)).toEqual(before);
      }),
    );
  });
});

test('references follow inserted and deleted rows and columns, and a renamed sheet', () => {
  const { workbook, sheet } = made([[1, 2, '=SUM(A1:B1)+$A$1', '=C1']]);
  const other = workbook.sheetByName('Other');
  other?.setValues(cell(0, 0), [["='Sheet1'!A1+A1"]], 'user');
  sheet.insertRows(0, 2, 'user');
  expect(sheet.formula(2, 2)).toBe('=SUM(A3:B3)+$A$3');
  expect(other?.formula(0, 0)).toBe('=Sheet1!A3+A1');
  sheet.insertColumns(1, 1, 'user');
  expect(sheet.formula(2, 3)).toBe('=SUM(A3:C3)+$A$3');
  sheet.rename('My rows');
  expect(other?.formula(0, 0)).toBe("='My rows'!A3+A1");
  sheet.deleteColumns(0, 1, 'user');
  expect(sheet.formula(2, 2)).toBe('=SUM(A3:B3)+#REF!');
  expect(sheet.value(2, 2)).toBe('#REF!');
});

test('a copied formula’s relative references move along; beyond the sheet they are lost', () => {
  expect(movedFormula('=A1+$A1+A$1+$A$1+B:B+Other!C3&"A1"', 2, 1)).toBe('=B3+$A3+B$1+$A$1+C:C+Other!D5&"A1"');
  expect(movedFormula('=A1', -1, 0)).toBe('=#REF!');
});

test('moving a formula there and back changes nothing', () => {
  const reference = fc
    .tuple(fc.boolean(), fc.integer({ min: 30, max: 36 }), fc.boolean(), fc.integer({ min: 20, max: 99 }))
    .map(([fixColumn, column, fixRow, row]) => `${fixColumn ? '$' : ''}${String.fromCharCode(47 + column)}${fixRow ? '$' : ''}${row}`);
  fc.assert(
    fc.property(reference, reference, fc.integer({ min: -19, max: 19 }), fc.integer({ min: -10, max: 9 }), (one, other, down, right) => {
      const formula = `=SUM(${one},${other})`;
      expect(movedFormula(movedFormula(formula, down, right), -down, -right)).toBe(formula);
    }),
  );
});

test('inserting rows and deleting them again keeps a formula', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.integer({ min: 1, max: 9 }), (at, count) => {
      const formula = '=SUM(A5:B20)+C7';
      const there = shiftedFormula(formula, 'S', 'S', { axis: 'rows', at, count });
      expect(shiftedFormula(there, 'S', 'S', { axis: 'rows', at, count: -count })).toBe(formula);
    }),
  );
});
