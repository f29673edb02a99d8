import type { Cell } from '../../../core/caseload/cells';
import { HEADER, insertRow } from '../../testing/small-site';
import { describeOnEachDatabase } from '../../testing/test-site';

describeOnEachDatabase('a submitted file', (site) => {
  const csv = (...rows: Cell[][]) => [HEADER, ...rows].map((cells) => cells.join(',')).join('\r\n');
  const textRow = (more: Partial<Record<string, Cell>> = {}) => insertRow(1004, { 'Start Date': '3/1/2026', ...more });

  test('.csv becomes an upload named after the file; the same key again is the same upload', async () => {
    const send = () => site().submitFile('April list.csv', csv(textRow()), { key: 'file' });
    const answer = await send();
    expect([answer.statusCode, answer.json().name]).toEqual([202, 'April list.csv']);
    expect((await send()).json().id).toBe(answer.json().id);
    expect(await site().finished(answer.json().id)).toMatchObject({ state: 'complete', received: 1, accepted: 1 });
  });

  test('.xlsx too, with its dates; a test sends the first rows only', async () => {
    const { writeXlsx } = await import('hucre/xlsx');
    const dated = (id: number) =>
      insertRow(id, { 'Start Date': null }).map((cell, column) => (column === 8 ? new Date(Date.UTC(2026, 2, 1)) : cell));
    const rows = [HEADER, dated(1006), dated(1003), dated(99)];
    const answer = await site().submitFile('May.xlsx', await writeXlsx({ sheets: [{ name: 'x', rows }] }), { fields: { test: 'true' } });
    expect(await site().finished(answer.json().id)).toMatchObject({
      name: 'May.xlsx',
      test: true,
      state: 'complete',
      received: 2,
      accepted: 2,
    });
  });

  test('with a hidden leftmost worksheet is that worksheet’s; the upload and its mail say so', async () => {
    const { writeXlsx } = await import('hucre/xlsx');
    const sheets = [
      { name: 'Old', rows: [HEADER, insertRow(1006, { 'Start Date': '2026-03-02' })], hidden: true },
      { name: 'New', rows: [HEADER] },
    ];
    const upload = await site().finished((await site().submitFile('June.xlsx', await writeXlsx({ sheets }))).json().id);
    const note = 'The leftmost worksheet, “Old”, is hidden; it is the one that was uploaded.';
    expect(upload).toMatchObject({ state: 'complete', received: 1, note });
    expect((await site().call('GET', `/uploads/${upload.id}/log`)).json().mail.text).toContain(note);
  });

  test('of 16,384 columns is refused, and the row is named', async () => {
    const wide = Array.from({ length: 16_384 }, (_, column) => `c${column}`).join(',');
    expect((await site().submitFile('wide.csv', wide)).json()).toMatchObject({ status: 400, detail: expect.stringContaining('row 1') });
  });

  test.each([
    ['another type than its name says', 'a.xlsx', 'x', { status: 422, code: 'unreadable-file', detail: expect.stringContaining('.csv') }],
    ['a stray comma', 'a.csv', csv(textRow({ 'Case Number': 'CN-1004, x' })), { status: 422, detail: expect.stringContaining('Line 2') }],
    ['more than 25 MiB', 'a.csv', 'x'.repeat(26 * 1024 * 1024), { status: 413, code: 'too-large' }],
  ])('with %s is refused with a reason, and the service goes on', async (_, name, content, problem) => {
    expect((await site().submitFile(name, content)).json()).toMatchObject(problem);
    expect((await site().call('GET', '/session')).statusCode).toBe(200);
  });
});
