import { memory } from '../../service/local-memory';
import { SentRows } from './sent-rows';

const sent = new SentRows();
const sheetOf = (rows: number) => Array.from({ length: rows }, (_, row) => [`row ${row + 1}`]);
const numbers = (first: number, count: number) => Array.from({ length: count }, (_, place) => first + place);

beforeEach(() => memory.sent.write(undefined));

test('a row that is changed is sent again, and no other', async () => {
  const cells = sheetOf(10);
  await sent.add('Sheet1', cells, numbers(2, 9), 'one');
  const changed = cells.map((row, place) => (place === 4 ? ['other'] : row));
  expect([...(await sent.known('Sheet1', changed))]).toEqual([2, 3, 4, 6, 7, 8, 9, 10]);
  expect([...(await sent.known('Sheet2', cells))]).toEqual([]);
});

test('on a large sheet, what was sent with some rows is found without looking at the rest', async () => {
  const cells = sheetOf(6000);
  await sent.add('Sheet1', cells, numbers(1, 600), 'one');
  await sent.add('Sheet1', cells, numbers(601, 600), 'two');
  const digest = jest.spyOn(crypto.subtle, 'digest');
  const known = await sent.known('Sheet1', cells, new Set(numbers(601, 600)));
  expect([...known]).toEqual(numbers(601, 600));
  // Three rows are a part there.
  expect(digest).toHaveBeenCalledTimes(200);
  digest.mockRestore();
});

test('an upload that is not in the record is forgotten, and so is a whole sheet', async () => {
  const cells = sheetOf(4);
  await sent.add('Sheet1', cells, [2], 'one');
  await sent.add('Sheet1', cells, [3], 'two');
  sent.forget(['one']);
  expect([...(await sent.known('Sheet1', cells))]).toEqual([3]);
  sent.forgetSheet('Sheet1');
  expect([...(await sent.known('Sheet1', cells))]).toEqual([]);
});

test('of an undone upload, the rows that stand still count as submitted, on a large sheet, too', async () => {
  for (const rows of [10, 6000]) {
    const cells = sheetOf(rows);
    await sent.add('Sheet1', cells, numbers(2, rows - 1), 'one');
    expect(sent.has('one')).toBe(true);
    sent.forgetUndone('one', new Set([3, 4, rows]));
    expect([...(await sent.known('Sheet1', cells))]).toEqual([3, 4, rows]);
    // Known to be undone, it isn't asked about again.
    expect(sent.has('one')).toBe(false);
    const changed = cells.map((row, place) => (place === rows - 1 ? ['other'] : row));
    expect([...(await sent.known('Sheet1', changed))]).toEqual([3, 4]);
    sent.forgetSheet('Sheet1');
  }
  await sent.add('Sheet1', sheetOf(3), [2, 3], 'two');
  sent.forgetUndone('two', new Set());
  expect((await sent.known('Sheet1', sheetOf(3))).size).toBe(0);
});

test('what is remembered has a bound: the oldest uploads are forgotten first', async () => {
  const cells = sheetOf(1000);
  for (let upload = 0; upload < 40; upload++) await sent.add(`Sheet${upload}`, cells, numbers(1, 1000), String(upload));
  expect(JSON.stringify(memory.sent.read()).length).toBeLessThan(1_600_000);
  expect((await sent.known('Sheet0', cells)).size).toBe(0);
  expect((await sent.known('Sheet39', cells)).size).toBe(1000);
});
