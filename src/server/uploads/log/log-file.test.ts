import { buffer } from 'node:stream/consumers';
import type { LogRow } from '../../../api/uploads';
import { logCsv, logXlsx } from './log-file';

const row: LogRow = {
  row: 2,
  action: 'Insert',
  participantId: 1001,
  caseworker: 'Ann Lee',
  program: null,
  relationship: '=1',
  result: 'accepted',
  reason: '',
  before: null,
  after: { status: '=HYPERLINK("http://x")', start: '2026-03-01', end: null, reason: '@SUM(1)' },
  choices: [{ column: 'Caseload Status', value: '+1', by: 'kim@example.org' }],
};

test('a list value that starts like a formula is text in the log’s files', async () => {
  async function* pages() {
    yield [row];
  }
  let csv = '';
  for await (const part of logCsv(pages())) csv += part;
  const [header, line] = csv.split('\n');
  expect(header).toMatch(/^\ufeffRow,Action/);
  expect(line).toBe(
    `2,Insert,1001,accepted,,2026-03-01,,"'=HYPERLINK(""http://x"")","'@SUM(1)",Caseload Status +1: kim@example.org,Ann Lee,,"'=1"`,
  );
  const { readXlsx } = await import('hucre/xlsx');
  const { sheets } = await readXlsx(await buffer(await logXlsx(pages())), { readStyles: true });
  expect(sheets[0]?.rows[1]?.slice(7, 9)).toEqual(['=HYPERLINK("http://x")', '@SUM(1)']);
  expect([...(sheets[0]?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
});
