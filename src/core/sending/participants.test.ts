import type { Cell } from '../caseload/cells';
import { findLayout } from '../caseload/layout';
import { heldRows } from './participants';

test('all rows of a participant are held with a wrong one, however the ID is written', () => {
  const header = ['Participant ID', 'Case Number', 'Start Date', 'Update OR Insert'];
  const ids: Cell[] = [1001, '01001', '1001\u200b', ' 1001 ', 1002, '', 'soon', ''];
  const cells = [header, ...ids.map((id) => [id, 'x', 46_000, 'Insert'])];
  const layout = findLayout(cells, { duplicateCheck: ['Case Number'] });
  if (layout === null) throw new Error('This is a caseload.');
  const rows = ids.map((_, place) => place + 2);
  const held = (wrong: number) => [...heldRows(rows, (row) => row === wrong, cells, layout)];
  expect(held(3)).toEqual([2, 3, 4, 5]);
  expect(held(6)).toEqual([6]);
  expect(held(8)).toEqual([8]);
  expect(held(0)).toEqual([]);
});
