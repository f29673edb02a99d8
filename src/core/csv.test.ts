import fc from 'fast-check';
import Papa from 'papaparse';
import type { Cell } from './cells';
import { csvFileName, exportCsv } from './csv';

const HEADER = ['Participant ID', '#Case Number', 'Caseworker', 'Caseworker Relationship', 'Caseload Status', 'Start Date', 'End Date'];
const REST = ['Reason for Dismissal', 'Update OR Insert'];
const site = { duplicateCheck: ['Case Number'] };
const sheet = (...rows: Cell[][]): Cell[][] => [
  ['INSTRUCTIONS: remove'],
  [...HEADER, ...REST],
  ['SAMPLE 1001', 'CN', '', '', '', '', '', '', 'Insert'],
  ...rows,
];

test('commas go, dates are MM/DD/YYYY, instructions, sample and empty rows are left out, and what was changed is told', () => {
  const made = exportCsv(
    sheet(
      ['1,200', 'CN-1', 'Smith, Ann', 'Main\nworker', 'Active', 46_095, '', '', 'Insert'],
      [],
      [7, '=1+1', 'Bo "B" Ray', '', '', '2026-03-05', -3, 'a ,b', 'Update'],
    ),
    site,
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

test('no value has a comma, and reading the file gives what was told', () => {
  const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(',', '"', '\n', '=', ' ', 'a', '1') }), fc.integer());
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 9, maxLength: 9 }), { maxLength: 6 }), (rows) => {
      const cells = sheet(...rows);
      const { text, rows: count, changes } = exportCsv(cells, site);
      const read = Papa.parse<string[]>(text.trimEnd(), { delimiter: ',', newline: '\r\n' }).data.slice(1);
      expect(read.length).toBe(count);
      for (const field of read.flat()) expect(field).not.toMatch(/[,\n]|^[=@]/);
      for (const { after } of changes) expect(read.flat()).toContain(after);
    }),
  );
});

test('file names have letters, digits, space, _ and -, and at most 27 before the ending', () => {
  expect(csvFileName('March: caseloads (north) — Émile’s, final version')).toBe('March caseloads north Emile.csv');
  expect(csvFileName('???')).toBe('caseload.csv');
  expect(csvFileName('my_file-1')).toBe('my_file-1.csv');
});
