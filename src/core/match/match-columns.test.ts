import type { Cell } from '../caseload/cells';
import { createLookups } from '../caseload/lookup';
import { FOREIGN_SITE, foreignLayouts } from '../testing/foreign-layouts';
import { fillRows, picksFor } from './fill-rows';
import { headerSignature, matchColumns } from './match-columns';

const lookups = createLookups(FOREIGN_SITE);
const layouts = foreignLayouts();
const judged = layouts.flatMap(({ name, cells, expected }) => {
  const match = matchColumns(cells, lookups);
  return expected.map((key, place) => {
    const column = match?.columns.find(({ index }) => index === place);
    const header = String(cells[(match?.headerRow ?? 1) - 1]?.[place] ?? '');
    return { name, header, key, found: column?.key ?? null, certainty: column?.certainty };
  });
});
const told = (wrong: (one: (typeof judged)[number]) => boolean) =>
  judged.filter(wrong).map(({ name, header, key, found, certainty }) => `${name}: ${header} is ${key}, not ${found} (${certainty})`);

describe(`${layouts.length} sheets of other systems, ${judged.length} columns`, () => {
  test('at least 95% of the columns are right without help', () => {
    const wrong = told(({ key, found }) => key !== found);
    expect(wrong.slice(Math.floor(judged.length / 20))).toEqual([]);
  });

  test('no wrong match is certain, but most matches are', () => {
    expect(told(({ key, found, certainty }) => found !== null && key !== found && certainty === 'sure')).toEqual([]);
    expect(judged.filter(({ found, certainty }) => found !== null && certainty === 'sure').length / judged.length).toBeGreaterThan(0.5);
  });
});

test('earlier choices for the same headers take precedence', () => {
  const cells = [
    ['Client ID', 'Assigned To', 'Blob'],
    [1, 'Ann Lee', 'x'],
  ];
  const remembered = new Map([['blob', 'status' as const]]);
  expect(matchColumns(cells, lookups, remembered)?.columns[2]).toMatchObject({ key: 'status', certainty: 'sure' });
  const [one, other] = [cells, [['assigned to', 'BLOB', 'client-id']]].map((sheet) => matchColumns(sheet, lookups));
  expect(one && headerSignature(one)).toBe(other && headerSignature(other));
});

test('the template is filled from the chosen columns, without empty rows; without an action, End Date decides', () => {
  const chosen = new Map([
    ['participantId', 1],
    ['caseworkerName', 0],
    ['end', 2],
  ] as const);
  const cells = [
    ['w', 'id', 'e'],
    ['Ann Lee', 7, ''],
    ['', '', ''],
    ['Bo Diaz', 8, 46_000],
  ];
  expect(picksFor(chosen, FOREIGN_SITE)).toEqual({ program: 'none', caseworker: 'name', programDates: false });
  expect(fillRows(cells, 1, chosen, 'by End Date', FOREIGN_SITE)).toEqual([
    [7, '', '', 'Ann Lee', '', '', '', '', '', 'Insert'],
    [8, '', '', 'Bo Diaz', '', '', '', 46_000, '', 'Update'],
  ]);
  // Texts become dates, but not where they are all that shows that Excel swapped day and month of others.
  const ends = (...dates: Cell[]) =>
    fillRows([['w', 'id', 'e'], ...dates.map((date) => ['', 7, date])], 1, chosen, 'by End Date', FOREIGN_SITE).map((row) => row[7]);
  expect(ends('14/3/2026', '2026-03-04')).toEqual([46_095, 46_085]);
  expect(ends('14/3/2026', 46_085)).toEqual(['14/3/2026', 46_085]);
  const acted = new Map([
    ['participantId', 0],
    ['action', 1],
  ] as const);
  expect(fillRows([[], [7, 'Close'], [8, 'what']], 1, acted, 'Insert', FOREIGN_SITE).map((row) => row.at(-1))).toEqual(['Update', 'what']);
  // Nobody has said what this row does.
  expect(fillRows([[], [7, 'Close'], [8, '']], 1, acted, 'by End Date', FOREIGN_SITE).map((row) => row.at(-1))).toEqual(['Update', '']);
});

test('a sheet without a header is not matched', () => {
  expect(matchColumns([], lookups)).toBeNull();
  expect(matchColumns([['only a title']], lookups)).toBeNull();
});

test('a person’s row is no header: without one, columns are matched by their values, and nothing of it is remembered', () => {
  const { programs, staff, feeders } = FOREIGN_SITE;
  const row = (id: number) => [
    id,
    `CN-0${id}`,
    'Moe Doe',
    programs[0]?.name ?? '',
    `${staff[0]?.firstName} ${staff[0]?.lastName}`,
    feeders['Caseload Status'][0] ?? '',
    46_000,
    'Insert',
  ];
  const match = matchColumns([row(1311), row(1312), row(1313)], lookups);
  expect(match).toMatchObject({ headerRow: 0 });
  expect(match && headerSignature(match)).toBe('');
  expect(match?.columns.map(({ header }) => header).join('')).toBe('');
  expect(match?.columns.map(({ key }) => key)).toEqual(expect.arrayContaining(['programName', 'status', 'action']));
  const chosen = new Map(match?.columns.flatMap(({ key, index }) => (key === null ? [] : [[key, index] as const])));
  expect(fillRows([row(1311), row(1312), row(1313)], 0, chosen, 'Insert', FOREIGN_SITE)).toHaveLength(3);
});

test.each([[['Client ID', 'Worker', 'Start 2026', 'End 2026']], [['Client ID', 'Intake 2025', 'Exit 2025']], [['Client ID', 'Active']]])(
  '%j is a header',
  (header) => {
    expect(matchColumns([header, header.map((_, place) => 1300 + place)], lookups)).toMatchObject({ headerRow: 1 });
  },
);

test('a column whose values are those of a feeder table is that one, though its header says something else', () => {
  const header = ['Client ID', 'Case Number', 'Last Name', 'Worker', 'State', 'Since'];
  const row = (id: number, state: string) => [id, `CN-${id}`, 'Moe', 'Ann Lee', state, 46_000 + id];
  const keyOfState = (...states: string[]) =>
    matchColumns([header, ...states.map((state, place) => row(place + 1, state))], lookups)?.columns.find((one) => one.header === 'State')
      ?.key;
  expect(keyOfState('Active', 'Active', 'Actve')).toBe('status');
  expect(keyOfState('Backup', 'Primary', 'Supervisor')).toBe('relationship');
  expect(keyOfState('NY', 'NJ', 'CT')).toBeNull();
});
