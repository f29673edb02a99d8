// Four times the rows are about four times the work of the database, which knows of the tables only what the service tells it: the embedded database
// does not gather statistics by itself. The log once joined the audit trail with itself, and Updates were joined with themselves.
import { raw } from 'sql-template-tag';
import type { Cell } from '../../core/caseload/cells';
import type { Driver, Queries } from '../database/driver';
import { openPglite } from '../database/embedded/pglite';
import { importSite } from '../sites/site-store';
import { startTestService, type TestService } from '../testing/service';
import { day, HEADER, insertRow, makeSite, updateRow } from '../testing/small-site';

/** So many that statistics are gathered after each upload. */
const FEW = 600;
const TIMES = 4;
/** Linear work is 4 times as much, quadratic 16. */
const MAX_TIMES = 7;

/** Less work than this says nothing of its growth: a small table is read from end to end, a larger one row by row. */
const LITTLE = { rows: FEW, pages: 4 * FEW };

/** Caseworkers with as many rows each, and the Staff ID of the first. */
const ROWS_EACH = 5;
const FIRST_OF_MANY = 1000;

/** A node of a plan, as `EXPLAIN (ANALYZE, FORMAT JSON)` gives it. */
type PlanNode = { readonly 'Actual Loops': number; readonly Plans?: readonly PlanNode[] } & Readonly<Record<string, unknown>>;

/** The rows that a node and those below it returned or left out, each time that they ran. */
function rowsOf(node: PlanNode): number {
  const counts = Object.entries(node).map(([name, count]) => (/^(Actual Rows|Rows Removed by .*)$/.test(name) ? Number(count) : 0));
  const own = node['Actual Loops'] * counts.reduce((sum, count) => sum + count, 0);
  return (node.Plans ?? []).reduce((sum, plan) => sum + rowsOf(plan), own);
}

/** What the plans of statements go through: rows, and pages of tables and indexes, which also tell of entries that are dead or not visible. */
interface PlanWork {
  rows: number;
  pages: number;
}

/** A driver that counts what the plans of its statements go through. */
function counting(driver: Driver): PlanWork & { readonly driver: Driver } {
  const counter = { driver, rows: 0, pages: 0 };
  const counted = (queries: Queries): Queries => ({
    async query(statement) {
      if (/^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\b/.test(statement.text) && !/set_config|_lock\(/.test(statement.text)) {
        await queries.query(raw('SAVEPOINT explained'));
        const [answer] = await queries.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>({
          text: `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${statement.text}`,
          values: statement.values,
        });
        for (const { Plan } of answer?.['QUERY PLAN'] ?? []) {
          counter.rows += rowsOf(Plan);
          counter.pages += Number(Plan['Shared Hit Blocks']) + Number(Plan['Shared Read Blocks']);
        }
        await queries.query(raw('ROLLBACK TO SAVEPOINT explained'));
      }
      return queries.query(statement);
    },
  });
  counter.driver = { ...driver, transaction: (work) => driver.transaction((queries) => work(counted(queries))) };
  return counter;
}

interface Started {
  readonly service: TestService;
  readonly token: string;
  /** What the database goes through while something is done. */
  readonly workOf: (work: () => Promise<unknown>) => Promise<PlanWork>;
}

/** A service whose tables hold nothing when statistics are gathered, but people. */
async function start(rows: number): Promise<Started> {
  const site = makeSite('one');
  const participants = Array.from({ length: rows }, (_, place) => ({
    id: 5000 + place,
    demographics: { 'Case Number': `CN-${5000 + place}` },
  }));
  const more = Array.from({ length: rows / ROWS_EACH }, (_, place) => ({
    id: FIRST_OF_MANY + place,
    firstName: 'Kim',
    lastName: `Lee ${place}`,
    email: `kim${place}@example.org`,
  }));
  const staff = [...site.staff, ...more];
  const counted = counting(await openPglite());
  const service = await startTestService(counted.driver, {
    demoSite: 'one',
    fill: (database) => importSite(database, { ...site, staff, participants, enrollments: [], assignments: [] }),
  });
  await service.database.script('UPDATE sites SET digests = true');
  const answer = await service.app.inject({ method: 'POST', url: '/api/session', payload: { email: 'all@example.org' } });
  return {
    service,
    token: answer.json().token,
    async workOf(work) {
      const { rows: before, pages } = counted;
      await work();
      return { rows: counted.rows - before, pages: counted.pages - pages };
    },
  };
}

/** What grows faster than the rows. */
function growingFaster(few: Readonly<Record<string, PlanWork>>, many: Readonly<Record<string, PlanWork>>): readonly string[] {
  return Object.entries(many).flatMap(([name, work]) =>
    (['rows', 'pages'] as const).flatMap((kind) => {
      const before = few[name]?.[kind] ?? 0;
      return work[kind] > MAX_TIMES * Math.max(LITTLE[kind], before) ? [`${name}: ${before} ${kind}, then ${work[kind]}`] : [];
    }),
  );
}

async function measure(rows: number): Promise<Readonly<Record<string, PlanWork>>> {
  const { service, token, workOf } = await start(rows);
  const call = async (method: 'GET' | 'POST', path: string, payload?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `${Math.random()}` };
    const answer = await service.app.inject({ method, url: `/api${path}`, headers, ...(payload === undefined ? {} : { payload }) });
    expect([path, answer.statusCode < 300 ? 'done' : answer.json().detail]).toEqual([path, 'done']);
    return answer;
  };
  const send = async (make: (id: number) => readonly Cell[][]) => {
    const cells = [HEADER, ...Array.from({ length: rows }, (_, place) => make(5000 + place)).flat()];
    const { id } = (await call('POST', '/uploads', { name: 'Sheet', cells })).json();
    await service.idle();
    expect((await call('GET', `/uploads/${id}`)).json().state).toBe('complete');
    return id;
  };
  const program = { 'Program ID': 11, 'Program Start Date': day('2026-02-01') };
  let [begun, ended, transferred, shared] = ['', '', '', ''];
  const undo = async (id: string) => {
    await call('POST', `/uploads/${id}/undo`);
    await service.idle();
  };
  const seen = {
    'Inserts that enroll': await workOf(async () => {
      begun = await send((id) => [insertRow(id, program)]);
    }),
    'a page of the log': await workOf(() => call('GET', `/uploads/${begun}/log`)),
    'the whole log': await workOf(() => call('GET', `/uploads/${begun}/log.csv`)),
    Updates: await workOf(async () => {
      ended = await send((id) => [updateRow(id, { 'Caseworker Staff ID': 102, 'Program ID': 11, 'Program End Date': day('2026-05-01') })]);
    }),
    'undo of the Updates': await workOf(() => undo(ended)),
    'a page of the log of what was undone': await workOf(() => call('GET', `/uploads/${ended}/log`)),
    transfers: await workOf(async () => {
      transferred = await send((id) => [
        updateRow(id, { 'Caseworker Staff ID': 102, 'Program ID': 11 }),
        insertRow(id, { 'Caseworker Staff ID': 101, 'Program ID': 11 }),
      ]);
    }),
    'the preview of their undo': await workOf(() => call('GET', `/uploads/${transferred}/undo`)),
    'undo of the transfers': await workOf(() => undo(transferred)),
    'undo of the Inserts': await workOf(() => undo(begun)),
    'Inserts with many caseworkers': await workOf(async () => {
      shared = await send((id) => [
        insertRow(id, { ...program, 'Caseworker Staff ID': FIRST_OF_MANY + Math.floor((id - 5000) / ROWS_EACH) }),
      ]);
    }),
    'undo of these': await workOf(() => undo(shared)),
  };
  await service.stop();
  return seen;
}

test('the database’s work grows linearly with the rows', async () => {
  const [few, many] = [await measure(FEW), await measure(FEW * TIMES)];
  expect(growingFaster(few, many)).toEqual([]);
  expect(Math.max(...Object.values(few).map(({ rows }) => rows))).toBeGreaterThan(FEW);
});

/** Corrections of an upload with as many kinds of errors as rows: wrong values, and rows that equal another. */
async function measureFixes(rows: number): Promise<Readonly<Record<string, PlanWork>>> {
  const { service, token, workOf } = await start(rows);
  const call = async (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `${Math.random()}` };
    const answer = await service.app.inject({ method, url: `/api${path}`, headers, ...(payload === undefined ? {} : { payload }) });
    expect([path, answer.statusCode < 300 ? 'done' : answer.json().detail]).toEqual([path, 'done']);
    return answer.json();
  };
  const program = { 'Program ID': 11, 'Program Start Date': day('2026-02-01') };
  const wrong = Array.from({ length: rows / 2 }, (_, place) =>
    insertRow(5000 + place, { ...program, 'Caseload Status': `Wrong ${place}` }),
  );
  const equal = Array.from({ length: rows / 2 }, (_, place) => insertRow(5000 + rows / 2 + Math.floor(place / 2), program));
  const { id } = await call('POST', '/uploads', { name: 'Sheet', cells: [HEADER, ...wrong, ...equal] });
  await service.idle();
  const { groups, total } = await call('GET', `/uploads/${id}/errors?limit=500`);
  expect(total).toBe(rows);
  const last = await call('GET', `/uploads/${id}/errors?limit=500&cursor=${rows - 4}`);
  const put = (group: string | undefined, fix: object) => call('PUT', `/uploads/${id}/fixes`, { fixes: [{ group, ...fix }] });
  const seen = {
    'a page of errors': await workOf(() => call('GET', `/uploads/${id}/errors?limit=100`)),
    'a fix of a value': await workOf(() => put(groups[0].id, { value: 'Active' })),
    'a row that is left out': await workOf(() => put(last.groups.at(-1).id, { leaveOut: true })),
  };
  await service.stop();
  return seen;
}

test('the work of a correction grows linearly with the errors of the upload', async () => {
  const [few, many] = [await measureFixes(FEW), await measureFixes(FEW * TIMES)];
  expect(growingFaster(few, many)).toEqual([]);
});

/** A check of Updates of open assignments that were written by a process which gathered no statistics. */
async function checkAfterStart(rows: number): Promise<number> {
  const { service, token, workOf } = await start(rows);
  await service.database.script(
    `INSERT INTO assignments (site_id, participant_id, program_id, staff_id, relationship, status, start_date)
     SELECT 'one', 5000 + n, 11, 102, 'Primary', 'Active', '2026-01-01' FROM generate_series(0, $1::integer - 1) AS t(n)`,
    [rows],
  );
  const { app } = await service.another();
  const cells = [
    HEADER,
    ...Array.from({ length: rows }, (_, place) => updateRow(5000 + place, { 'Caseworker Staff ID': 102, 'Program ID': 11 })),
  ];
  const { rows: read } = await workOf(async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/check',
      headers: { authorization: `Bearer ${token}` },
      payload: { cells },
    });
    expect(answer.json()).toMatchObject({ rows, errors: 0 });
  });
  await service.stop();
  return read;
}

test('a process learns at its start what the record is like', async () => {
  const few = await checkAfterStart(FEW);
  expect(few).toBeGreaterThan(FEW);
  expect(await checkAfterStart(FEW * TIMES)).toBeLessThan(MAX_TIMES * few);
});

/** A check of few rows, whose participants have had many assignments with another caseworker. */
async function checkOfHistory(assignments: number): Promise<number> {
  const people = 200;
  const { service, token, workOf } = await start(people);
  await service.database.script(
    `INSERT INTO assignments (site_id, participant_id, program_id, staff_id, relationship, start_date, end_date, reason)
     SELECT 'one', 5000 + n % ${people}, 11, 101, 'Primary', date '2000-01-01' + n, date '2000-02-01' + n, 'Goals met' FROM generate_series(0, $1::integer - 1) AS t(n)`,
    [people * assignments],
  );
  await service.database.script('ANALYZE');
  const cells = [HEADER, ...Array.from({ length: people }, (_, place) => insertRow(5000 + place))];
  const { rows: read } = await workOf(async () => {
    const { app } = service;
    const answer = await app.inject({
      method: 'POST',
      url: '/api/check',
      headers: { authorization: `Bearer ${token}` },
      payload: { cells },
    });
    expect(answer.json()).toMatchObject({ rows: people, errors: 0 });
  });
  await service.stop();
  return read;
}

test('what participants have had with other caseworkers is not read by a check', async () => {
  expect(await checkOfHistory(80)).toBeLessThan(1.5 * (await checkOfHistory(20)));
});
