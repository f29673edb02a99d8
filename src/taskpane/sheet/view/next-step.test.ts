import type { SheetSummary } from '../sheet-summary';
import { type NextStep, nextStep, type Sent } from './next-step';

const NOTHING_SENT = { rows: 0, clean: 0, upload: undefined };
const summary = (more: Partial<SheetSummary>): SheetSummary => ({
  name: 'Sheet1',
  title: 'Book1 – Sheet1',
  hidden: false,
  hasHiddenRows: false,
  isCaseload: true,
  rows: 40,
  inserts: 38,
  updates: 2,
  left: 0,
  errors: 0,
  warnings: 0,
  clean: 40,
  isRecordAsked: false,
  columns: [],
  sheetFindings: [],
  results: undefined,
  leftovers: [],
  hasSample: false,
  firstRow: 3,
  endCell: 'J3',
  highlights: 'live',
  ...more,
});

const unknown = { code: 'column.unknown', severity: 'error', cells: ['B1'], message: '', suggestions: [], remedies: [] } as const;

test.each<[string, Partial<SheetSummary>, Sent, NextStep]>([
  ['a current caseload of which nothing ends yet', { rows: 0, left: 20 }, NOTHING_SENT, { name: 'end', cell: 'J3' }],
  ['a current caseload of which some end', { rows: 2, left: 20 }, NOTHING_SENT, { name: 'submit', rows: 2 }],
  [
    'a fresh template',
    { rows: 0, leftovers: [1, 3], hasSample: true },
    NOTHING_SENT,
    { name: 'remove-leftovers', hasSample: true, rows: [1, 3] },
  ],
  ['an empty sheet', { rows: 0 }, NOTHING_SENT, { name: 'start', row: 3 }],
  ['problems', { errors: 31, warnings: 2 }, NOTHING_SENT, { name: 'fix', problems: 31 }],
  [
    'a wrong header',
    {
      errors: 22,
      sheetFindings: [{ ...unknown, cells: ['B1'], suggestions: [], remedies: [] }],
    },
    NOTHING_SENT,
    { name: 'header', problems: 1, first: 'B1' },
  ],
  [
    'the columns of another system',
    { errors: 44, sheetFindings: [...new Array(3).fill(unknown), { ...unknown, code: 'column.missing' }] },
    NOTHING_SENT,
    { name: 'match' },
  ],
  [
    'a template with more columns',
    { errors: 4, sheetFindings: new Array(4).fill(unknown) },
    NOTHING_SENT,
    { name: 'header', problems: 4, first: 'B1' },
  ],
  ['warnings alone', { warnings: 2 }, NOTHING_SENT, { name: 'submit', rows: 40 }],
  ['a clean sheet', {}, NOTHING_SENT, { name: 'submit', rows: 40 }],
  ['rows of which some were sent', {}, { rows: 2, clean: 2, upload: 'u1' }, { name: 'submit', rows: 38 }],
  ['rows that were all sent', {}, { rows: 40, clean: 40, upload: 'u1' }, { name: 'view-log', upload: 'u1' }],
  ['sent rows with a problem since', { errors: 1 }, { rows: 39, clean: 39, upload: 'u1' }, { name: 'fix', problems: 1 }],
])('the next step for %s', (_, more, sent, step) => {
  expect(nextStep(summary(more), sent)).toEqual(step);
});
