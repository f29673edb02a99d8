import fc from 'fast-check';
import Papa from 'papaparse';
import type { Cell } from '../caseload/cells';
import { readDateText } from '../caseload/dates';
import { createLookups } from '../caseload/lookup';
import type { Reference } from '../caseload/reference';
import { withoutCommas } from '../caseload/text-keys';
import { SheetCheck } from '../check/sheet-check';
import { severityOf } from '../rules/codes';
import { csvFileName, exportCsv } from './export-csv';
import { readFileCells } from './read-file';

const HEADER = ['Participant ID', '#Case Number', 'Caseworker', 'Caseworker Relationship', 'Caseload Status', 'Start Date', 'End Date'];
const REST = ['Reason for Dismissal', 'Update OR Insert'];
const site = { duplicateCheck: ['Case Number'] };
const sheet = (...rows: Cell[][]): Cell[][] => [
  ['INSTRUCTIONS: remove'],
  [...HEADER, ...REST],
  ['SAMPLE 1001', 'CN', '', '', '', '', '', '', 'Insert'],
  ...rows,
];

test('commas are removed, dates are MM/DD/YYYY, instructions, sample and empty rows are left out, and changes are reported', () => {
  const made = exportCsv(
    sheet(
      ['1,200', 'CN-1', 'Smith, Ann', 'Main\nworker', 'Active', 46_095, '', '', 'Insert'],
      [],
      [7, '=1+1', 'Bo "B" Ray', '', '', '2026-03-05', -3, 'a ,b', 'Update'],
    ),
    site.duplicateCheck,
  );
  expect(made.text.split('\r\n')).toEqual([
    'Participant ID,Case Number,Caseworker Name,Caseworker Relationship,Caseload Status,Start Date,End Date,Reason for Dismissal,Update OR Insert',
    '1200,CN-1,Smith Ann,Main worker,Active,03/14/2026,,,Insert',
    '7,1+1,"Bo ""B"" Ray",,,03/05/2026,-3,a b,Update',
    '',
  ]);
  expect(made.rows).toBe(2);
  expect(made.changes).toEqual([
    { address: 'A4', before: '1,200', after: '1200' },
    { address: 'C4', before: 'Smith, Ann', after: 'Smith Ann' },
    { address: 'D4', before: 'Main\nworker', after: 'Main worker' },
    { address: 'B6', before: '=1+1', after: '1+1' },
    { address: 'H6', before: 'a ,b', after: 'a b' },
  ]);
});

test('no value has a comma, and reading the file yields the reported values', () => {
  const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(',', '"', '\n', '=', ' ', 'a', '1') }), fc.integer());
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 9, maxLength: 9 }), { maxLength: 6 }), (rows) => {
      const cells = sheet(...rows);
      const { text, rows: count, changes } = exportCsv(cells, site.duplicateCheck);
      const read = Papa.parse<string[]>(text.trimEnd(), { delimiter: ',', newline: '\r\n' }).data.slice(1);
      expect(read.length).toBe(count);
      for (const field of read.flat()) expect(field).not.toMatch(/[,\n]|^[=@]/);
      for (const { after } of changes) expect(read.flat()).toContain(after);
    }),
  );
});

test('file names have letters, digits, space, _ and -, and at most 27 characters with the extension', () => {
  expect(csvFileName('March: caseloads (north) — Émile’s, final version')).toBe('March caseloads north E.csv');
  expect(csvFileName('???')).toBe('caseload.csv');
  expect(csvFileName('my_file-1')).toBe('my_file-1.csv');
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (name) => expect(csvFileName(name)).toMatch(/^[\w -]{1,23}\.csv$/)));
});

describe('a sheet without errors', () => {
  const reference: Reference = {
    duplicateCheck: ['Case Number', 'Last Name', 'Date of Birth', 'SSN'],
    programRequired: false,
    feeders: {
      'Caseworker Relationship': ['Primary', 'On call, nights', 'Co-worker'],
      'Caseload Status': ['Active', 'On hold'],
      'Reason for Dismissal': ['Goals met', 'Moved, out of state', '+ other'],
    },
    programs: [
      { id: 11, name: 'Housing First' },
      { id: 12, name: 'Food, Shelter & Care' },
    ],
    staff: [
      { id: 101, firstName: 'Ann', lastName: 'Lee' },
      { id: 102, firstName: 'Bo', lastName: 'Diaz, Jr.' },
      { id: 103, firstName: 'Maria del Mar', lastName: 'O’Neil' },
    ],
  };
  const lookups = createLookups(reference);
  const today = 46_200;
  const options = { today };

  const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
  /** A list value in various spellings. */
  const spelled = (values: readonly string[]) =>
    fc
      .tuple(oneOf(values), oneOf(['', ' ', '\u00a0']), fc.boolean())
      .map(([value, space, upper]) => space + (upper ? value.toUpperCase() : value) + space);
  const names = reference.staff.flatMap(({ firstName, lastName }) => [
    `${firstName} ${lastName}`,
    `${lastName}, ${firstName}`,
    `${lastName},${firstName}`,
  ]);
  const date = fc.integer({ min: 45_000, max: 46_000 }).chain((serial) => {
    const day = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
    return oneOf<Cell>([serial, serial + 0.5, day, `${day} 10:30`]);
  });
  const text = oneOf<Cell>(['CN-1', '1,200', '12,5', 'Lee, Jr.', '3/14/2026', '007', ' x ', 'a "b" c', 12, 'ß', true, '1e5']);
  const header = [
    ['Participant ID', ...reference.duplicateCheck],
    ['Program Start Date', 'Relationship', 'Status', 'Start Date', 'End Date', 'Reason for Dismissal', 'Update OR Insert'],
  ];
  const ways = fc.record({
    program: oneOf(['Program ID', 'Program Name']),
    caseworker: oneOf(['Staff ID', 'Caseworker Name', 'first-last']),
  });
  const sheets = ways.chain(({ program, caseworker }) => {
    const programCell = program === 'Program ID' ? oneOf<Cell>([11, '12', ' 11']) : spelled(reference.programs.map(({ name }) => name));
    const caseworkerCells =
      caseworker === 'Staff ID'
        ? fc.tuple(oneOf<Cell>([101, '102', 103]))
        : caseworker === 'Caseworker Name'
          ? fc.tuple(spelled(names) as fc.Arbitrary<Cell>)
          : oneOf(reference.staff.map(({ firstName, lastName }): Cell[] => [firstName.toLowerCase(), ` ${lastName}`]));
    const row = fc
      .tuple(
        fc.tuple(oneOf<Cell>([1, 20, '300', ' 4000 ']), text, text, date, oneOf<Cell>(['012345678', '123456789', 123456789])),
        fc.tuple(programCell, caseworkerCells, date),
        fc.tuple(spelled(reference.feeders['Caseworker Relationship']), spelled(reference.feeders['Caseload Status']), date),
        fc.tuple(fc.boolean(), spelled(reference.feeders['Reason for Dismissal']), oneOf(['Update', 'u', 'INSERT ', 'I'])),
      )
      .map(([who, [one, two, starts], [relationship, status, start], [, reason, action]]): Cell[] => {
        const ends = /^u/i.test(action);
        return [...who, one, ...two, starts, relationship, status, start, ends ? 46_100 : '', ends ? reason : '', action];
      });
    const columns = [
      ...(header[0] ?? []),
      program,
      ...(caseworker === 'first-last' ? ['Caseworker First Name', 'Caseworker Last Name'] : [caseworker]),
      ...(header[1] ?? []),
    ];
    return fc.array(row, { minLength: 1, maxLength: 5 }).map((rows) => [columns, ...rows]);
  });

  const errorsOf = (check: SheetCheck) => check.faults().filter((fault) => severityOf(fault) === 'error');
  /** The parsed rows, independent of spelling. */
  const meaningOf = (check: SheetCheck, cells: readonly (readonly Cell[])[]) => {
    const demographics = (check.layout?.columns ?? []).filter(({ column }) => column?.key.startsWith('demographic:'));
    return [...check.rows(cells)].map(({ number, ...row }) => ({
      ...row,
      demographics: demographics.map(({ index, column }) => {
        const cell = cells[number - 1]?.[index] ?? '';
        const reading = column?.kind.type === 'date' && typeof cell === 'string' ? readDateText(cell) : undefined;
        if (column?.kind.type === 'date') return reading !== undefined && 'serial' in reading ? reading.serial : Math.floor(Number(cell));
        return withoutCommas(String(typeof cell === 'boolean' ? String(cell).toUpperCase() : cell)).trim();
      }),
    }));
  };

  test('exports a file without findings, with the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(sheets, async (cells) => {
        const check = new SheetCheck(cells, lookups, options);
        fc.pre(errorsOf(check).length === 0);
        const { text: csv } = exportCsv(cells, reference.duplicateCheck, lookups);
        const read = await readFileCells('a.csv', new TextEncoder().encode(csv));
        const again = new SheetCheck(read, lookups, options);
        expect(again.faults()).toEqual([]);
        expect(meaningOf(again, read)).toEqual(meaningOf(check, cells));
      }),
      { numRuns: 400 },
    );
  });

  test('exports list values in the list’s spelling', () => {
    const cells = [
      ['Participant ID', 'Caseworker Name', 'Relationship', 'Status', 'Start Date', 'Update OR Insert'],
      [1, 'lee, ann', 'PRIMARY', 'active ', 46_000, 'i'],
    ];
    const { text: csv, changes } = exportCsv(cells, reference.duplicateCheck, lookups);
    expect(csv.split('\r\n')[1]).toBe('1,Ann Lee,Primary,Active,12/09/2025,Insert');
    expect(changes.map(({ address, after }) => `${address} ${after}`)).toEqual(['B2 Ann Lee', 'C2 Primary', 'D2 Active', 'F2 Insert']);
  });
});
