import type { Cells } from '../caseload/cells';
import { ListsProblem, readSiteLists } from './site-lists';

const programs: Cells = [
  ['Program ID', 'Program Name'],
  [11, 'Housing'],
];
const staff: Cells = [
  ['First Name', 'Last Name', 'Staff ID'],
  ['Ann', 'Lee', '101'],
  ['', '', ''],
];
const feeders: Cells = [
  ['Feeder Table', 'Value'],
  ['caseload status', 'Active'],
  ['Caseworker Relationship', 'Mentor'],
];
const tables = [
  { name: 'programs.csv', cells: programs },
  { name: 'Our staff', cells: staff },
  { name: 'feeders.csv', cells: feeders },
];

test('lists without a site’s settings use the usual duplicate check', () => {
  expect(readSiteLists(tables).duplicateCheck).toEqual(['First Name', 'Last Name', 'SSN']);
});

test('a column Active says what is disabled', () => {
  const withActive = [
    {
      name: 'programs.csv',
      cells: [
        ['Program ID', 'Program Name', 'Active'],
        [11, 'Housing', 'No'],
        [12, 'Jobs', ''],
      ],
    },
    ...tables.slice(1),
  ];
  expect(readSiteLists(withActive).programs).toMatchObject([
    { id: 11, active: false },
    { id: 12, active: true },
  ]);
});

test('a site’s lists come from its files or from sheets with the same headers, whatever their names and column order', () => {
  expect(readSiteLists(tables, '{ "id": "harbor", "name": "Harbor", "duplicateCheck": ["SSN"] }')).toMatchObject({
    id: 'harbor',
    duplicateCheck: ['SSN'],
    programs: [{ id: 11, name: 'Housing' }],
    staff: [{ id: 101, firstName: 'Ann', lastName: 'Lee' }],
    feeders: { 'Caseload Status': ['Active'], 'Caseworker Relationship': ['Mentor'], 'Reason for Dismissal': [] },
  });
});

test.each([
  ['a table is missing', tables.slice(1), undefined, 'There is no table of programs. It has the headers Program ID, Program Name.'],
  [
    'an ID is none',
    [...tables.slice(1), { name: 'p.csv', cells: [...programs, ['x', 'Y']] }],
    undefined,
    'p.csv, row 3: “x” is not an ID.',
  ],
  [
    'a feeder table is unknown',
    [
      ...tables.slice(0, 2),
      {
        name: 'f',
        cells: [
          ['Feeder Table', 'Value'],
          ['Color', 'red'],
        ],
      },
    ],
    undefined,
    'f, row 2: “Color”',
  ],
  ['site.json is damaged', tables, '{', 'site.json can’t be read'],
])('%s: reported with its place', (_, given, json, said) => {
  expect(() => readSiteLists(given, json)).toThrow(ListsProblem);
  expect(() => readSiteLists(given, json)).toThrow(said);
});
