import { fixItems, type Listed } from './fix-items';

const group = (id: string, more: Partial<Listed> = {}): Listed => ({
  id,
  code: 'cell.not-listed',
  column: 'Caseload Status',
  columns: [7],
  count: 1,
  fixable: true,
  remedies: [],
  ...more,
});
const kinds = (groups: readonly Listed[], isCorrected?: (one: Listed) => boolean) =>
  fixItems(groups, isCorrected).map(({ kind, id }) => `${kind}: ${id}`);

test('wrong values are listed by column, as on the sheet, and conflicts of rows below', () => {
  const other = { column: 'Start Date', columns: [3] };
  expect(kinds([group('Actve'), group('pair', { fixable: false }), group('soon', other), group('gone')])).toEqual([
    'heading: column Start Date',
    'line: soon',
    'heading: column Caseload Status',
    'line: Actve',
    'line: gone',
    'heading: rows',
    'conflict: pair',
  ]);
});

test('a heading counts the rows that are left; corrected ones fold into one line at the end of their column', () => {
  const groups = [group('a', { count: 2 }), group('b', { count: 3 }), group('left out', { fixable: false })];
  const items = fixItems(groups, ({ id }) => id !== 'b');
  expect(items.map((item) => [item.kind, item.kind === 'heading' ? item.count : 'groups' in item ? item.groups.length : 1])).toEqual([
    ['heading', 3],
    ['line', 1],
    ['corrected', 2],
  ]);
});

test('a rule with ten groups or more has one answer for all of their rows, with the remedies that suit each', () => {
  const unknown = (rows: readonly number[], more: Partial<Listed> = {}) =>
    group(`${rows}`, { code: 'participant.unknown', count: rows.length, remedies: [{ name: 'remove-rows', rows }], ...more });
  const many = Array.from({ length: 10 }, (_, place) => unknown([place + 2]));
  const [, bulk] = fixItems(many);
  const rows = many.flatMap(({ remedies }) => remedies?.[0]?.rows ?? []);
  expect(bulk).toMatchObject({
    kind: 'bulk',
    bulk: {
      count: 10,
      remedies: [
        { name: 'remove-rows', rows },
        { name: 'set-aside', rows },
      ],
    },
  });
  expect(kinds(many.slice(1))).not.toContainEqual(expect.stringContaining('bulk'));
  expect(kinds([...many.slice(1), unknown([90], { remedies: [] })])).not.toContainEqual(expect.stringContaining('bulk'));
});
