// Four times the rows are about four times the rows that the database looks at, in tables whose statistics were never gathered: the embedded
// database does not gather them by itself. The log once joined the audit trail with itself and looked at the square of its rows.
import type { Cell } from '../../core/caseload/cells';
import { openPglite } from '../database/embedded/pglite';
import { importSite } from '../sites/site-store';
import { startTestService, type TestService } from '../testing/service';
import { day, HEADER, insertRow, makeSite, updateRow } from '../testing/small-site';

const FEW = 500;
const TIMES = 4;
/** Linear work is 4 times as much, quadratic 16. */
const MAX_TIMES = 7;

/** A service whose tables hold nothing when statistics are gathered, but people. */
async function start(rows: number): Promise<{ service: TestService; token: string }> {
  const site = makeSite('one');
  const participants = Array.from({ length: rows }, (_, place) => ({
    id: 5000 + place,
    demographics: { 'Case Number': `CN-${5000 + place}` },
  }));
  const service = await startTestService(await openPglite(), {
    demoSite: 'one',
    fill: (database) => importSite(database, { ...site, participants, enrollments: [], assignments: [] }),
  });
  const answer = await service.app.inject({ method: 'POST', url: '/api/session', payload: { email: 'all@example.org' } });
  return { service, token: answer.json().token };
}

/** How many rows of tables and indexes were looked at while something was done. */
async function looked(service: TestService, work: () => Promise<unknown>): Promise<number> {
  const read = async () => {
    await service.database.script('SELECT pg_stat_force_next_flush()', []);
    const [row] = (await service.database.script(
      `SELECT (SELECT COALESCE(sum(seq_tup_read), 0) FROM pg_stat_user_tables WHERE schemaname = 'public')
         + (SELECT COALESCE(sum(idx_tup_read), 0) FROM pg_stat_user_indexes WHERE schemaname = 'public') AS rows`,
      [],
    )) as { rows: number | string }[];
    return Number(row?.rows);
  };
  const before = await read();
  await work();
  return (await read()) - before;
}

async function measure(rows: number): Promise<Readonly<Record<string, number>>> {
  const { service, token } = await start(rows);
  const call = async (method: 'GET' | 'POST', path: string, payload?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `${Math.random()}` };
    const answer = await service.app.inject({ method, url: `/api${path}`, headers, ...(payload === undefined ? {} : { payload }) });
    expect(answer.statusCode).toBeLessThan(300);
    return answer;
  };
  const send = async (make: (id: number) => Cell[]) => {
    const cells = [HEADER, ...Array.from({ length: rows }, (_, place) => make(5000 + place))];
    const { id } = (await call('POST', '/uploads', { name: 'Sheet', cells })).json();
    await service.idle();
    expect((await call('GET', `/uploads/${id}`)).json().state).toBe('complete');
    return id;
  };
  const program = { 'Program ID': 11, 'Program Start Date': day('2026-02-01') };
  let [begun, ended] = ['', ''];
  const seen = {
    'Inserts that enroll': await looked(service, async () => {
      begun = await send((id) => insertRow(id, program));
    }),
    'a page of the log': await looked(service, () => call('GET', `/uploads/${begun}/log`)),
    'the whole log': await looked(service, () => call('GET', `/uploads/${begun}/log.csv`)),
    Updates: await looked(service, async () => {
      ended = await send((id) => updateRow(id, { 'Caseworker Staff ID': 102, 'Program ID': 11, 'Program End Date': day('2026-05-01') }));
    }),
    'undo of the Updates': await looked(service, () => call('POST', `/uploads/${ended}/undo`)),
    'a page of the log of what was undone': await looked(service, () => call('GET', `/uploads/${ended}/log`)),
    'undo of the Inserts': await looked(service, () => call('POST', `/uploads/${begun}/undo`)),
  };
  await service.stop();
  return seen;
}

test('the database’s work grows linearly with the rows', async () => {
  const [few, many] = [await measure(FEW), await measure(FEW * TIMES)];
  const tooMuch = Object.entries(many).filter(([name, rows]) => rows > MAX_TIMES * Math.max(FEW, few[name] ?? 0));
  expect(tooMuch.map(([name, rows]) => `${name}: ${few[name]} rows, then ${rows}`)).toEqual([]);
  expect(Math.max(...Object.values(few))).toBeGreaterThan(FEW);
});
