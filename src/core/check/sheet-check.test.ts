import fc from 'fast-check';
import type { Cell } from '../caseload/cells';
import { AMBIGUOUS, createLookups } from '../caseload/lookup';
import type { Reference } from '../caseload/reference';
import { choicesOf, listValues } from '../caseload/template';
import { withoutOwn } from '../sending/batches';
import { ASSIGNMENT_COLUMNS, day, REFERENCE, sheetRows } from '../testing/caseload';
import type { Finding } from './finding';
import { explainAll } from './findings';
import { SheetCheck } from './sheet-check';

const reference = REFERENCE;
const lookups = createLookups(reference);
const today = day('2026-11-23');

const ROWS = sheetRows([
  'Participant ID',
  'Case Number',
  'SSN',
  'Program Name',
  'Program Start Date',
  'Program End Date',
  'Caseworker Name',
  ...ASSIGNMENT_COLUMNS,
]);
const HEADER = ROWS.header;
const insert = ROWS.insert(1001, {
  'Program Name': 'Housing First',
  'Program Start Date': day('2026-03-01'),
  'Start Date': day('2026-03-14'),
});
const update = ROWS.update(1002);

const checked = (cells: Cell[][], against = reference) =>
  new SheetCheck(cells, against === reference ? lookups : createLookups(against), { today });
function findings(cells: Cell[][], against = reference): readonly Finding[] {
  return explainAll(checked(cells, against), against === reference ? lookups : createLookups(against), cells);
}
/** The findings of a valid Insert or Update in which some cells, given by header, are changed. */
function rowFindings(row: Cell[], change: Readonly<Record<string, Cell>>): readonly Finding[] {
  return findings([HEADER, HEADER.map((header, column) => change[header] ?? row[column] ?? '')]);
}
const short = (found: readonly Finding[]) => found.map(({ code, cells }) => `${code} ${cells.join(' ')}`);

test('a clean sheet has no findings', () => {
  expect(findings([HEADER, insert, update])).toEqual([]);
});

test('column.date-order is a warning on a text that shows that Excel may have swapped day and month of others, and goes with its reason', () => {
  const dated = (start: Cell) => HEADER.map((header, column) => (header === 'Start Date' ? start : (insert[column] ?? '')));
  const cells = [HEADER, dated(day('2026-03-04')), dated('14/3/2026')];
  expect(findings(cells).filter(({ code }) => code === 'column.date-order')).toMatchObject([
    {
      severity: 'warning',
      row: 3,
      cells: ['J3'],
      message: expect.stringContaining('in 1 date of “Start Date”, such as in row 2: “14/3/2026” stayed text'),
    },
  ]);
  const check = checked(cells);
  expect([...(check.update([{ row: 2, cells: dated(day('2026-03-14')) }]) ?? [])].sort()).toEqual([2, 3]);
  expect(check.sheetFaults()).toEqual([]);
});

describe('the add-in’s own columns', () => {
  const beside = (header: string, own: string, row: Cell[] = insert) => [
    [...HEADER.map((one) => (one === 'Reason for Dismissal' ? header : one)), own],
    [...row, '=anything at all'],
  ];

  test.each([
    ['Reason for Dismissal', 'Reason'],
    ['Dismissal Reason', 'reason'],
    ['Reason for Dismissal', 'UPLOAD RESULT'],
    ['Reason for Dismissal', 'On Record'],
  ])('beside %s, what stands under %s is not checked', (header, own) => {
    expect(findings(beside(header, own))).toEqual([]);
    const noted = beside(header, own);
    expect(withoutOwn(noted, checked(noted).layout ?? { own: {} }).map((line) => line.at(-1))).toEqual(['', '']);
  });

  test('a single column called Reason is the reason for dismissal', () => {
    const wrong = HEADER.map((header, column) => (header === 'Reason for Dismissal' ? 'Gaols met' : (update[column] ?? '')));
    expect(short(findings(beside('Reason', 'Upload Result', wrong)))).toEqual([expect.stringMatching(/^cell\.not-listed /)]);
  });

  test('two columns that mean the same, of which none is called Reason, are still reported', () => {
    expect(short(findings(beside('Dismissal Reason', 'End Reason')))).toContainEqual(expect.stringContaining('column.repeated'));
  });
});

describe('what is disabled', () => {
  const changed: Reference = {
    ...REFERENCE,
    programs: [{ id: 11, name: 'Housing First', active: false }, { id: 12, name: 'Housing Forst' }, ...REFERENCE.programs.slice(1)],
    staff: [
      { id: 101, firstName: 'Ann', lastName: 'Lee', active: false },
      { id: 104, firstName: 'Anne', lastName: 'Lee' },
    ],
  };
  const found = (row: Cell[]) =>
    findings([HEADER, row], changed).map(({ code, cells, suggestions }) => [code, cells.join(' '), suggestions.join(', ')]);

  test('begins nothing: cell.disabled, with those that are active and alike', () => {
    expect(found(insert)).toEqual([
      ['cell.disabled', 'D2', 'Housing Forst'],
      ['cell.disabled', 'G2', 'Anne Lee'],
    ]);
  });

  test('can still be ended', () => {
    expect(found(ROWS.update(1002, { 'Caseworker Name': 'Ann Lee' }))).toEqual([]);
  });

  test('is no choice of dropdowns and fixes, but is known', () => {
    expect([choicesOf('staff', changed), listValues('staff', changed)]).toEqual([['Anne Lee'], ['Ann Lee', 'Anne Lee']]);
    expect(choicesOf('program', changed)).not.toContain('Housing First');
  });
});

describe('a cell', () => {
  test.each<[string, Cell[], Record<string, Cell>, string[]]>([
    ['cell.required', insert, { 'Case Number': '' }, ['cell.required B2']],
    ['cell.ssn with dashes', insert, { SSN: '900-00-0001' }, ['cell.ssn C2']],
    ['cell.ssn too short', insert, { SSN: '12' }, ['cell.ssn C2']],
    ['cell.not-a-number', insert, { 'Participant ID': '12a' }, ['cell.not-a-number A2']],
    ['cell.not-a-number for a fraction', insert, { 'Participant ID': 12.5 }, ['cell.not-a-number A2']],
    ['cell.not-a-date', insert, { 'Start Date': 'soon' }, ['cell.not-a-date J2']],
    ['cell.not-a-date for an ambiguous date', insert, { 'Start Date': '3/4/2026' }, ['cell.not-a-date J2']],
    ['cell.not-a-date for a two-digit year', insert, { 'Start Date': '3/14/26' }, ['cell.not-a-date J2']],
    ['cell.not-listed', insert, { 'Caseload Status': 'Actve' }, ['cell.not-listed I2']],
    ['cell.ambiguous', insert, { 'Caseworker Name': 'bo diaz' }, ['cell.ambiguous G2']],
    ['cell.hidden-characters', insert, { 'Case Number': 'CN-1\u00a0' }, ['cell.hidden-characters B2']],
    ['cell.hidden-characters in a list value', insert, { 'Caseload Status': ' Active' }, ['cell.hidden-characters I2']],
    ['cell.date-unlikely far ahead', insert, { 'Start Date': day('2028-01-01') }, ['cell.date-unlikely J2']],
    ['cell.date-unlikely before 1900', insert, { 'Start Date': '1899-12-31' }, ['cell.date-unlikely J2']],
    ['cell.formula-text', insert, { 'Case Number': '=HYPERLINK(1)' }, ['cell.formula-text B2']],
    ['sheet.formula-error', insert, { 'Caseload Status': '#N/A' }, ['sheet.formula-error I2']],
  ])('%s', (_, row, change, expected) => {
    expect(short(rowFindings(row, change))).toEqual(expected);
  });

  test.each<[string, Record<string, Cell>]>([
    ['numbers as text', { 'Participant ID': '1001', SSN: 900000001 }],
    ['unambiguous dates as text', { 'Start Date': '3/14/2026', 'Program Start Date': '14 Feb 2026' }],
    ['list values in different case', { 'Caseload Status': 'ACTIVE', 'Caseworker Relationship': 'primary' }],
    ['Last, First', { 'Caseworker Name': 'Lee, Ann' }],
    ['I for Insert', { 'Update OR Insert': 'i' }],
  ])('accepts %s', (_, change) => {
    expect(rowFindings(insert, change)).toEqual([]);
  });

  test('a date before 1900 is an error, one far ahead is a warning', () => {
    expect(rowFindings(insert, { 'Start Date': '1899-12-31' })[0]?.severity).toBe('error');
    expect(rowFindings(insert, { 'Start Date': day('2028-01-01') })[0]?.severity).toBe('warning');
  });

  test('suggests the right value first', () => {
    expect(rowFindings(insert, { 'Caseload Status': 'Actve' })[0]?.suggestions[0]).toBe('Active');
    expect(rowFindings(insert, { SSN: '900 00-0001' })[0]?.suggestions).toEqual(['900000001']);
    expect(rowFindings(insert, { 'Caseworker Name': 'Bo Diaz' })[0]?.suggestions).toEqual(['102', '103']);
  });
});

describe('a row', () => {
  test.each<[string, Cell[], Record<string, Cell>, string[]]>([
    ['insert.start-required', insert, { 'Start Date': '' }, ['insert.start-required J2']],
    [
      'insert.start-required, relationship and status',
      insert,
      { 'Caseworker Relationship': '', 'Caseload Status': '' },
      ['insert.start-required H2', 'insert.start-required I2'],
    ],
    ['insert.has-end', insert, { 'End Date': day('2026-05-01') }, ['insert.has-end K2']],
    ['update.end-required', update, { 'End Date': '' }, ['update.end-required K2']],
    ['update.reason-required', update, { 'Reason for Dismissal': '' }, ['update.reason-required L2']],
    ['dates.reversed', update, { 'Start Date': day('2026-05-01') }, ['dates.reversed J2 K2']],
    ['dates.reversed for the program', insert, { 'Program End Date': day('2026-02-01') }, ['dates.reversed E2 F2']],
    ['program.dates-required', insert, { 'Program Start Date': '' }, ['program.dates-required D2 E2 F2']],
    ['program.required', insert, { 'Program Name': '' }, ['program.required D2']],
  ])('%s', (_, row, change, expected) => {
    expect(short(rowFindings(row, change))).toEqual(expected);
  });

  test.each([
    ['Participant ID', '١٠٠١', '1001'],
    ['Participant ID', '１００１', '1001'],
    ['Participant ID', '1.001', '1001'],
    ['Participant ID', '1\u00a0001', '1001'],
    ['Participant ID', '1001,00', '1001'],
    ['Start Date', '١٤/٣/٢٠٢٦', 'Mar 14, 2026'],
    ['Start Date', '१४ Mar २०२६', 'Mar 14, 2026'],
  ])('of a workbook in another language, %s %s, is understood', (header, value, meant) => {
    const found = rowFindings(insert, { [header]: value }).filter(({ code }) => code.startsWith('cell.not-a-'));
    expect(found.map(({ suggestions }) => suggestions)).toEqual([[meant]]);
  });

  test.each([
    ['3/4/2026', ['Mar 4, 2026', 'Apr 3, 2026']],
    // With dots, the day comes first.
    ['3.4.2026', ['Apr 3, 2026', 'Mar 4, 2026']],
    ['3.4.26', ['Apr 3, 2026', 'Mar 4, 2026']],
    ['3/4/26', ['Mar 4, 2026', 'Apr 3, 2026']],
    ['14-3-26', ['Mar 14, 2026']],
    ['14 Mar 26', ['Mar 14, 2026']],
    ['Mar 14, 55', ['Mar 14, 1955']],
  ])('a date that is not complete, %s, gets the dates that it can be', (value, meant) => {
    const found = rowFindings(insert, { 'Start Date': value }).filter(({ code }) => code === 'cell.not-a-date');
    expect(found.map(({ suggestions }) => suggestions)).toEqual([meant]);
    for (const suggestion of meant)
      expect(rowFindings(insert, { 'Start Date': suggestion }).filter(({ code }) => code === 'cell.not-a-date')).toEqual([]);
  });

  test.each([
    ['2062-03-14', ['Mar 14, 2026', 'Mar 14, 2025', 'Mar 14, 1962']],
    ['1906-03-14', ['Mar 14, 2006']],
    // There is no such day in the other years.
    ['2064-02-29', ['Feb 29, 1964']],
  ])('an unlikely date, %s, gets the same day in likelier years', (value, meant) => {
    const found = rowFindings(insert, { 'Start Date': value }).filter(({ code }) => code === 'cell.date-unlikely');
    expect(found.map(({ suggestions }) => suggestions)).toEqual([meant]);
  });

  test.each(['14.03.2026', '14/03/2026', '14 Mar 2026', '2026-03-14'])(
    'a day-first date as text, %s, is one if it has one meaning',
    (value) => {
      expect(rowFindings(insert, { 'Start Date': value })).toEqual([]);
    },
  );

  test('a wrong date is not also reported as missing', () => {
    expect(short(rowFindings(insert, { 'Start Date': 'x' }))).toEqual(['cell.not-a-date J2']);
  });

  test('row.duplicate highlights both rows and names the other one', () => {
    const twins = findings([HEADER, insert, update, [...insert]]).filter(({ code }) => code === 'row.duplicate');
    expect(twins.map(({ row, message }) => [row, /row (\d+)/.exec(message)?.[1]])).toEqual([
      [2, '4'],
      [4, '2'],
    ]);
  });
});

describe('the sheet', () => {
  const without = (header: string) => HEADER.filter((one) => one !== header);

  test.each<[string, Cell[][], string[]]>([
    [
      'sheet.no-header',
      [
        ['Name', 'Phone'],
        ['x', 'y'],
      ],
      ['sheet.no-header '],
    ],
    ['sheet.empty', [HEADER], ['sheet.empty ']],
    ['column.missing', [without('End Date'), []], ['sheet.empty ', 'column.missing ']],
    ['column.unknown', [[...HEADER, 'Shoe size'], insert], ['column.unknown N1']],
    ['column.unknown for data without a header', [HEADER, [...insert, '', 'x']], ['column.unknown O1']],
    ['column.repeated', [[...HEADER, 'End date'], insert], ['column.repeated K1 N1']],
    ['column.both-programs', [[...HEADER, 'Program ID'], insert], ['column.both-programs N1 D1']],
    [
      'column.mixed-caseworker',
      [
        [...HEADER, 'Staff ID'],
        [...insert, 101],
      ],
      ['column.mixed-caseworker N1 G1'],
    ],
    ['sheet.instructions-left', [['INSTRUCTIONS: ...'], HEADER, insert], ['sheet.instructions-left A1']],
    ['sheet.no-header, below rows of data: a sort took it along', [insert, insert, HEADER], ['sheet.empty ', 'sheet.no-header ']],
    ['sheet.sample-left', [HEADER, ['SAMPLE 1001', 'x'], insert], ['sheet.sample-left A2 B2']],
  ])('%s', (_, cells, expected) => {
    expect(short(findings(cells))).toEqual(expected);
  });

  test('sheet.large warns above 600 rows', () => {
    const rows = Array.from({ length: 601 }, (_, n) => [n + 1, ...insert.slice(1)]);
    expect(findings([HEADER, ...rows]).map(({ code, severity }) => [code, severity])).toEqual([['sheet.large', 'warning']]);
  });

  test('reads # headers, headers in two rows, merged cells and blank rows in between', () => {
    const upper = [
      'Participant',
      'Case',
      '#SSN',
      'Program',
      'Program Start',
      '',
      'Caseworker',
      '',
      'Caseload',
      'Start',
      'End',
      'Reason for',
      'Update OR',
    ];
    const lower = [
      'ID',
      'Number',
      '',
      'Name',
      'Date',
      'Program End Date',
      'Name',
      'Relationship',
      'Status',
      'Date',
      'Date',
      'Dismissal',
      'Insert',
    ];
    expect(findings([upper, lower, [], insert, [], update])).toEqual([]);
    expect(checked([upper, lower, [], insert, [], update]).rowCount).toBe(2);
  });

  test('a caseworker may be named in two columns', () => {
    const header = HEADER.flatMap((one) => (one === 'Caseworker Name' ? ['Caseworker First Name', 'Caseworker Last Name'] : [one]));
    const row = (first: string, last: string) => insert.flatMap((cell, column) => (column === 6 ? [first, last] : [cell]));
    expect(findings([header, row('Ann', 'Lee')])).toEqual([]);
    const [wrong] = findings([header, row('Ann', 'Leee')]);
    expect([wrong?.code, wrong?.cells, wrong?.suggestions[0]]).toEqual(['cell.not-listed', ['G2', 'H2'], 'Ann Lee']);
  });

  test('a site may require the program', () => {
    const strict = { ...reference, programRequired: true };
    expect(short(findings([HEADER, update], strict))).toEqual(['cell.required D2']);
  });

  test('a million empty rows and 300 columns are read', () => {
    const cells: Cell[][] = [HEADER, insert];
    cells[1_000_000] = [];
    expect(checked(Array.from(cells, (row) => row ?? [])).rowCount).toBe(1);
    expect(checked([[...HEADER, ...new Array<Cell>(287).fill('')], insert]).rowCount).toBe(1);
  });
});

test('an incremental check equals a full check', () => {
  const cell = fc.constantFrom<Cell>(
    '',
    1001,
    1002,
    'CN-1',
    'Ann Lee',
    'Primary',
    'Active',
    'Insert',
    'Update',
    'Goals met',
    46000,
    46100,
    'SAMPLE',
    'x',
  );
  const row = fc.oneof(fc.constant(insert), fc.constant(update), fc.constant<Cell[]>([]), fc.array(cell, { minLength: 13, maxLength: 13 }));
  const edit = fc.record({ row: fc.integer({ min: 2, max: 12 }), cells: row });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 4 }), (rows, batches) => {
      const cells: Cell[][] = [HEADER, ...rows.map((one) => [...one])];
      const live = checked(cells.map((one) => [...one]));
      for (const batch of batches) {
        const last = new Map(batch.map((one) => [one.row, one]));
        for (const { row: number, cells: now } of last.values()) {
          while (cells.length < number) cells.push([]);
          cells[number - 1] = [...now];
        }
        expect(live.update([...last.values()])).not.toBeNull();
        expect(live.faults()).toEqual(checked(cells).faults());
        expect(live.rowCount).toBe(checked(cells).rowCount);
      }
    }),
    { numRuns: 300 },
  );
});

test('rows added to a checked sheet are checked like the whole sheet, whatever the columns', () => {
  const plain: Readonly<Record<string, Cell>> = {
    ...Object.fromEntries(HEADER.map((header, column) => [header, insert[column] ?? ''])),
    'Caseworker First Name': 'Ann',
    'Caseworker Last Name': 'Lee',
    'Program ID': 11,
    'Caseworker Staff ID': 101,
  };
  const numbers = ['', null, true, 0, -1, 1.5, 46000, 46000.75, 1, 3_000_000, 1e300, 1001, 11, 101, 999];
  const texts = ['1001', '11', 'Ann', 'ann', ' Ann', 'Lee', 'Le\u200be', 'Ann Lee', 'Lee, Ann', 'Bo Diaz', 'Bo', 'Diaz', 'Housing First'];
  const marks = [
    'Primary',
    'primary ',
    'On Hold',
    'Goals met',
    'I',
    'update',
    'Insert',
    '#N/A',
    '=1',
    '-',
    '#1',
    '3/14/2026',
    '900-00-0001',
  ];
  const cell = fc.constantFrom<Cell>(...numbers, ...texts, ...marks, '900000001', 'SAMPLE 1', 'INSTRUCTIONS', 'x');
  const always = ['Participant ID', 'Case Number', 'SSN', ...HEADER.slice(4, 6), ...HEADER.slice(7)];
  const headers = fc
    .tuple(
      fc.constantFrom(['Program ID'], ['Program Name'], ['Program ID', 'Program Name'], []),
      fc.constantFrom(['Caseworker Staff ID'], ['Caseworker Name'], ['Caseworker First Name', 'Caseworker Last Name'], []),
      fc.constantFrom([], [], ['Notes'], ['Start Date'], ['Caseworker Name']),
    )
    .chain((ways) => fc.shuffledSubarray([...always, ...ways.flat()], { minLength: 4 }));
  const odd: Reference = {
    ...reference,
    programRequired: true,
    feeders: { ...reference.feeders, 'Caseload Status': ['Active', '#N/A'] },
    staff: [...reference.staff, { id: 7, firstName: '#N/A', lastName: 'Le\u200be' }],
  };
  const change = fc.record({ column: fc.nat(18), cell });
  fc.assert(
    fc.property(
      headers,
      fc.constantFrom(reference, odd),
      fc.array(fc.array(change, { maxLength: 2 }), { maxLength: 6 }),
      (header, site, edits) => {
        const rows = edits.map((changes) =>
          header.map((text, column) => changes.find((one) => one.column % header.length === column)?.cell ?? plain[text] ?? ''),
        );
        const whole = checked([header, ...rows], site);
        const edited = checked([header], site);
        fc.pre(edited.layout !== null && whole.layout?.columns.length === edited.layout.columns.length);
        edited.update(rows.map((cells, place) => ({ row: place + 2, cells })));
        expect(whole.faults()).toEqual(edited.faults());
        expect([...whole.rows([header, ...rows])]).toEqual([...edited.rows([header, ...rows])]);
        expect([0, 1].map((action) => whole.actionCount(action))).toEqual([0, 1].map((action) => edited.actionCount(action)));
      },
    ),
    { numRuns: 1000 },
  );
});

test('a name shared by two staff members is ambiguous, also when written without its comma', () => {
  const staff = [7, 8].map((id) => ({ id, firstName: 'Ann', lastName: 'Smith, Jr' }));
  const { lists, findStaff } = createLookups({ ...reference, staff });
  for (const name of ['Ann Smith, Jr', 'Ann Smith Jr', 'ann smith jr']) expect(lists.staff.find(name)).toBe(AMBIGUOUS);
  expect(findStaff('Ann', 'Smith Jr')).toBe(AMBIGUOUS);
  const other = createLookups({ ...reference, staff: [...staff.slice(1), { id: 9, firstName: 'Ann', lastName: 'Smith Jr' }] });
  expect(other.lists.staff.find('Ann Smith Jr')).toBe(AMBIGUOUS);
  expect(other.lists.staff.find('Ann Smith, Jr')).toBe(0);
});
