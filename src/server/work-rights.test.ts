// Tests the table of rights in docs/security.md cell by cell, and that a choice never does what its author has no right to.
import sql from 'sql-template-tag';

import type { Upload } from '../api/uploads';
import type { Cell } from '../core/caseload/cells';
import type { Security } from '../core/rules/securities';
import type { Database, SiteId } from './database/database';
import type { Statement } from './database/driver';
import { importSite } from './sites/site-store';
import { openTestDatabase } from './testing/postgres/test-database';
import { startTestService, type TestService } from './testing/service';
import { day, HEADER, insertRow, makeSite, updateRow } from './testing/small-site';
import { applyFixes } from './uploads/fixes/upload-fixes';

const SITE = 'one' as SiteId;
const BOTH: readonly Security[] = ['caseload:record', 'caseload:end'];
/** Users by their rights, besides seeing uploads. */
const PEOPLE: Readonly<Record<string, { securities: readonly Security[]; programs: readonly number[]; staffId?: number }>> = {
  both: { securities: BOTH, programs: [] },
  record: { securities: ['caseload:record'], programs: [] },
  end: { securities: ['caseload:end'], programs: [] },
  'both in 11': { securities: BOTH, programs: [11] },
  'both in 12': { securities: BOTH, programs: [12] },
  'record in 11': { securities: ['caseload:record'], programs: [11] },
  'own of 102': { securities: ['caseload:record:own', 'caseload:end:own'], programs: [], staffId: 102 },
  'record own of 102': { securities: ['caseload:record:own'], programs: [], staffId: 102 },
  'own of 102, end all': { securities: ['caseload:record:own', 'caseload:end'], programs: [], staffId: 102 },
  view: { securities: [], programs: [] },
  admin: { securities: ['site:admin'], programs: [] },
};
const emailOf = (person: string) => `${person.replaceAll(/[ ,]+/g, '.')}@example.org`;

let service: TestService;
const tokens: Record<string, string> = {};
let keys = 0;

beforeAll(async () => {
  service = await startTestService(await openTestDatabase(), {
    demoSite: SITE,
    fill: async (database) => {
      const site = makeSite(SITE);
      const users = Object.entries({ ...PEOPLE, sender: PEOPLE.both ?? { securities: [], programs: [] } }).map(
        ([person, { securities, programs, staffId }]) => ({
          email: emailOf(person),
          name: person,
          securities: [...securities, 'uploads:view' as const],
          programIds: programs,
          ...(staffId === undefined ? {} : { staffId }),
        }),
      );
      const programs = [...site.programs, { id: 13, name: 'Legal Aid' }];
      const enrollments = [1002, 1003, 1004, 1005, 1006].flatMap((participantId) =>
        programs.map(({ id }) => ({ participantId, programId: id, start: '2025-01-01', end: null })),
      );
      await importSite(database, { ...site, programs, enrollments, users });
    },
  });
  for (const person of [...Object.keys(PEOPLE), 'sender'])
    tokens[person] = (await service.app.inject({ method: 'POST', url: '/api/session', payload: { email: emailOf(person) } })).json().token;
});
afterAll(() => service.stop());

const call = (as: string, method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) =>
  service.app.inject({
    method,
    url: `/api${path}`,
    headers: { authorization: `Bearer ${tokens[as]}`, 'idempotency-key': `key ${keys++}` },
    ...(payload === undefined ? {} : { payload }),
  });
async function send(as: string, rows: Cell[][]): Promise<Upload> {
  const { id } = (await call(as, 'POST', '/uploads', { name: 'Sheet', cells: [HEADER, ...rows] })).json();
  return settle(id);
}
async function settle(id: string): Promise<Upload> {
  await service.idle();
  return (await call('view', 'GET', `/uploads/${id}`)).json();
}
async function groupsOf(id: string): Promise<{ id: string; code: string; column: string; message: string; rows: number[] }[]> {
  return (await call('view', 'GET', `/uploads/${id}/errors`)).json().groups;
}
/** Chooses for every group: a value by its column, or leaves its rows out. */
async function fixAll(as: string, id: string, values: Readonly<Record<string, string>>) {
  const fixes = (await groupsOf(id)).map((group) => {
    const value = values[group.column];
    return value === undefined ? { group: group.id, leaveOut: true } : { group: group.id, value };
  });
  return call(as, 'PUT', `/uploads/${id}/fixes`, { fixes });
}

/** Rows that need fixes: the status is misspelled, which concerns no rights. */
const wrong = { 'Caseload Status': 'Actve' };
const UPLOADS: Readonly<Record<string, Cell[][]>> = {
  'Insert in 11': [insertRow(1003, { ...wrong, 'Program ID': 11 })],
  'Insert in 12': [insertRow(1003, { ...wrong, 'Program ID': 12 })],
  'Insert in 11 and 12': [insertRow(1003, { ...wrong, 'Program ID': 11 }), insertRow(1004, { ...wrong, 'Program ID': 12 })],
  'Insert in no program': [insertRow(1003, wrong)],
  'Insert with 101': [insertRow(1003, { ...wrong, 'Caseworker Staff ID': 101 })],
  'Insert with 101 and 102': [insertRow(1003, { ...wrong, 'Caseworker Staff ID': 101 }), insertRow(1004, wrong)],
  'Update in 11': [updateRow(1001, { ...wrong, 'Program ID': 11 })],
  'Update and Insert': [updateRow(1001, { ...wrong, 'Program ID': 11 }), insertRow(1003, { ...wrong, 'Program ID': 11 })],
};
/** The rows' Inserts are with 102, their Updates with 101. */
const OWN = ['own of 102', 'record own of 102', 'own of 102, end all'];
/** Who may work on another user's upload: fix it, leave rows out, continue or cancel it. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  'Insert in 11': ['both', 'record', 'both in 11', 'record in 11', ...OWN],
  'Insert in 12': ['both', 'record', 'both in 12', ...OWN],
  'Insert in 11 and 12': ['both', 'record', ...OWN],
  'Insert in no program': ['both', 'record', ...OWN],
  'Insert with 101': ['both', 'record'],
  'Insert with 101 and 102': ['both', 'record'],
  'Update in 11': ['both', 'end', 'both in 11', 'own of 102, end all'],
  'Update and Insert': ['both', 'both in 11', 'own of 102, end all'],
};

describe.each(Object.keys(UPLOADS))('another’s upload: %s', (kind) => {
  const may = (person: string) => (MAY[kind]?.includes(person) ? 200 : 403);

  test.each(Object.keys(PEOPLE))('%s', async (person) => {
    const { id, state } = await send('sender', UPLOADS[kind] ?? []);
    expect(state).toBe('needs-fixes');
    const [status] = await groupsOf(id);
    const fixing = [{ group: status?.id, value: 'Active' }];
    expect((await call(person, 'PUT', `/uploads/${id}/fixes`, { fixes: fixing })).statusCode).toBe(may(person));
    const leavingOut = [{ group: status?.id, leaveOut: true }];
    expect((await call(person, 'PUT', `/uploads/${id}/fixes`, { fixes: leavingOut })).statusCode).toBe(may(person));
    await fixAll('sender', id, {});
    expect((await call(person, 'POST', `/uploads/${id}/next`)).statusCode).toBe(may(person));
    await settle(id);
    const second = await send('sender', UPLOADS[kind] ?? []);
    expect((await call(person, 'POST', `/uploads/${second.id}/cancel`)).statusCode).toBe(may(person));
    const third = await send('sender', UPLOADS[kind] ?? []);
    await service.database.withSite(SITE, (queries) =>
      queries.query(sql`UPDATE uploads SET state = 'failed' WHERE site_id = ${SITE} AND upload_id = ${third.id}`),
    );
    expect((await call(person, 'POST', `/uploads/${third.id}/retry`)).statusCode).toBe(may(person));
    // All may look.
    expect((await call(person, 'GET', `/uploads/${id}`)).statusCode).toBe(200);
    await service.idle();
  });
});

describe('one’s own upload', () => {
  test.each(['record', 'end', 'both in 12', 'record in 11'])('%s may fix, release and cancel it, whatever it contains', async (person) => {
    const { id } = await send(person, UPLOADS['Insert in 11'] ?? []);
    expect((await fixAll(person, id, { 'Caseload Status': 'Active' })).statusCode).toBe(200);
    const { id: other } = await send(person, UPLOADS['Insert in no program'] ?? []);
    expect((await call(person, 'POST', `/uploads/${other}/cancel`)).statusCode).toBe(200);
  });

  test('is limited to its sender’s rights: other rows need fixes, and nothing is applied', async () => {
    const { id, state } = await send('record in 11', [insertRow(1005, { 'Program ID': 12 }), insertRow(1005, { 'Program ID': 11 })]);
    expect(state).toBe('needs-fixes');
    const groups = await groupsOf(id);
    expect(groups.map(({ code, rows }) => [code, rows])).toEqual([['security.insert', [2]]]);
    // Whoever reads it: it is the sender who may not.
    expect(groups[0]?.message).toContain(emailOf('record in 11'));
  });

  test('is limited to its sender’s own caseload: rows of other caseworkers need fixes, and say so', async () => {
    const { id, state } = await send('own of 102', [insertRow(1005, { 'Caseworker Staff ID': 101, 'Program ID': 11 }), insertRow(1005)]);
    expect(state).toBe('needs-fixes');
    const groups = await groupsOf(id);
    expect(groups.map(({ code, rows }) => [code, rows])).toEqual([['security.insert', [2]]]);
    expect(groups[0]?.message).toContain('own caseload only');
    const checked = await call('own of 102', 'POST', '/check', { cells: [HEADER, updateRow(1001)] });
    expect(checked.json().findings).toMatchObject([{ code: 'security.update', cells: ['L2', 'F2'] }]);
  });

  test('is undone only within its own caseload', async () => {
    const { id: own } = await send('own of 102', [insertRow(1006)]);
    const { id: others } = await send('both', [insertRow(1006, { 'Caseworker Staff ID': 101 })]);
    expect((await call('own of 102', 'POST', `/uploads/${others}/undo`)).json()).toMatchObject({
      status: 403,
      detail: expect.stringContaining('own caseload'),
    });
    expect((await call('record own of 102', 'POST', `/uploads/${own}/undo`)).statusCode).toBe(403);
    expect((await call('own of 102', 'POST', `/uploads/${own}/undo`)).json()).toMatchObject({ state: 'undone' });
    await call('both', 'POST', `/uploads/${others}/undo`);
  });

  test('the caseload to transfer or end is the user’s own', async () => {
    expect((await call('own of 102', 'GET', '/caseload?staffId=101')).statusCode).toBe(403);
    expect((await call('own of 102', 'GET', '/caseload?staffId=102')).statusCode).toBe(200);
    expect((await call('own of 102, end all', 'GET', '/caseload?staffId=101')).statusCode).toBe(200);
    expect((await call('record', 'GET', '/caseload?staffId=101')).statusCode).toBe(403);
  });
});

describe('whose choice it is', () => {
  test('a user limited to a program can’t move another’s row to another program', async () => {
    const rows = [insertRow(1006, { 'Program ID': 11, 'Caseload Status': 'Actve' }), insertRow(1006, { 'Program ID': 99 })];
    const { id } = await send('sender', rows);
    // What is in an unknown program is nobody's who is limited.
    expect((await fixAll('both in 11', id, { 'Program ID': '13', 'Caseload Status': 'Active' })).statusCode).toBe(403);
    // Nor one's own.
    const own = await send('both in 11', [insertRow(1006, { 'Program ID': 99 })]);
    expect((await fixAll('both in 11', own.id, { 'Program ID': '13' })).json()).toMatchObject({
      status: 403,
      title: expect.stringContaining('program'),
    });
    expect((await fixAll('both in 11', own.id, { 'Program ID': '11' })).statusCode).toBe(200);
  });

  test('everyone who submitted or fixed an upload needs its rights at the moment it is applied', async () => {
    const helper = 'both in 11';
    const { id } = await send('sender', [insertRow(1006, { 'Program ID': 11, 'Caseload Status': 'Actve' })]);
    expect((await fixAll(helper, id, { 'Caseload Status': 'Active' })).statusCode).toBe(200);
    // The helper loses the right before the sender sends it on.
    await service.database.withSite(SITE, async (queries) => {
      await queries.query(sql`UPDATE users SET program_ids = ${'[12]'}::jsonb WHERE site_id = ${SITE} AND email = ${emailOf(helper)}`);
      await queries.query(sql`UPDATE sites SET record_version = record_version + 1 WHERE site_id = ${SITE}`);
    });
    expect((await call('sender', 'POST', `/uploads/${id}/next`)).statusCode).toBe(200);
    expect(await settle(id)).toMatchObject({ state: 'needs-fixes', accepted: null });
    const [group] = await groupsOf(id);
    expect(group).toMatchObject({ code: 'security.insert', message: expect.stringContaining(emailOf(helper)) });
    expect(group?.message).not.toContain(emailOf('sender'));
    await service.database.withSite(SITE, (queries) =>
      queries.query(sql`UPDATE users SET program_ids = ${'[11]'}::jsonb WHERE site_id = ${SITE} AND email = ${emailOf(helper)}`),
    );
  });

  test('a fix from a page opened before the upload was released does not apply to another error', async () => {
    const { id } = await send('sender', [insertRow(97), insertRow(98)]);
    const before = await groupsOf(id);
    const fixes = before.map(({ id: group }, place) => (place === 0 ? { group, value: '96' } : { group, leaveOut: true }));
    expect((await call('both', 'PUT', `/uploads/${id}/fixes`, { fixes })).statusCode).toBe(200);
    await call('both', 'POST', `/uploads/${id}/next`);
    expect(await settle(id)).toMatchObject({ state: 'needs-fixes' });
    // The sender's page still shows the first round.
    const [old] = before;
    expect((await call('sender', 'PUT', `/uploads/${id}/fixes`, { fixes: [{ group: old?.id, leaveOut: true }] })).json()).toMatchObject({
      status: 400,
    });
    expect((await call('view', 'GET', `/uploads/${id}/errors`)).json()).toMatchObject({ corrected: 0 });
  });

  test('with two users saving and releasing at once, the applied fixes are the saved ones', async () => {
    for (let round = 0; round < 6; round++) {
      const { id } = await send('sender', [insertRow(1002, { 'Program ID': 11, 'Caseworker Relationship': 'Primry' })]);
      const [group] = await groupsOf(id);
      const save = (value: string) => call('both', 'PUT', `/uploads/${id}/fixes`, { fixes: [{ group: group?.id, value }] });
      expect((await save('Primary')).statusCode).toBe(200);
      const [saved] = await Promise.all([save('Secondary'), call('sender', 'POST', `/uploads/${id}/next`)]);
      await settle(id);
      const { rows } = (await call('view', 'GET', `/uploads/${id}/log`)).json();
      // Saved before it was sent on, or refused.
      expect(rows[0].choices[0].value).toBe(saved.statusCode === 200 ? 'Secondary' : 'Primary');
      expect((await call('both', 'POST', `/uploads/${id}/undo`)).statusCode).toBe(200);
    }
  });

  test('a fix that is saved while another user’s release reads the fixes is applied, too', async () => {
    const { id } = await send('sender', [insertRow(1002, { 'Program ID': 11, 'Caseworker Relationship': 'Primry' })]);
    const [group] = await groupsOf(id);
    const save = (value: string) => call('both', 'PUT', `/uploads/${id}/fixes`, { fixes: [{ group: group?.id, value }] });
    expect((await save('Primary')).statusCode).toBe(200);
    let isSaved = false;
    const { database } = service;
    const meanwhile: Database = {
      ...database,
      withSite: (site, work) =>
        database.withSite(site, (queries) =>
          work({
            query: async <Row extends object>(statement: Statement) => {
              const answer = await queries.query<Row>(statement);
              if (!isSaved && statement.text.includes('FROM upload_errors')) {
                isSaved = true;
                expect((await save('Secondary')).statusCode).toBe(200);
              }
              return answer;
            },
          }),
        ),
    };
    const sender = { site: SITE, email: emailOf('sender'), name: 'sender', securities: BOTH, staffId: null, programIds: [] };
    await applyFixes(meanwhile, sender, id, new Date());
    await settle(id);
    const { rows } = (await call('view', 'GET', `/uploads/${id}/log`)).json();
    expect([isSaved, rows[0].choices[0].value]).toEqual([true, 'Secondary']);
    expect((await call('both', 'POST', `/uploads/${id}/undo`)).statusCode).toBe(200);
  });

  test('the audit trail, the log and the mail name who chose each value, and who released it', async () => {
    const helper = 'record in 11';
    const rows = [
      insertRow(1004, { 'Program ID': 11, 'Caseload Status': 'Actve' }),
      insertRow(1005, { 'Program ID': 11, 'Caseworker Relationship': 'Primry' }),
      insertRow(99, { 'Program ID': 11 }),
    ];
    const { id } = await send('sender', rows);
    const groups = await groupsOf(id);
    const choose = (as: string, column: string, fix: object) =>
      call(as, 'PUT', `/uploads/${id}/fixes`, { fixes: [{ group: groups.find((group) => group.column === column)?.id, ...fix }] });
    expect((await choose(helper, 'Caseload Status', { value: 'Active' })).statusCode).toBe(200);
    expect((await choose('both', 'Caseworker Relationship', { value: 'Primary' })).statusCode).toBe(200);
    expect((await choose('sender', 'Participant ID', { leaveOut: true })).statusCode).toBe(200);
    expect((await call(helper, 'POST', `/uploads/${id}/next`)).statusCode).toBe(200);
    expect(await settle(id)).toMatchObject({
      state: 'complete',
      accepted: 2,
      createdBy: emailOf('sender'),
      releasedBy: emailOf(helper),
    });
    const { rows: log, mail } = (await call('view', 'GET', `/uploads/${id}/log`)).json();
    const [status, relationship] = [
      { column: 'Caseload Status', value: 'Active', by: emailOf(helper) },
      { column: 'Caseworker Relationship', value: 'Primary', by: emailOf('both') },
    ];
    expect(log.map(({ row, choices }: { row: number; choices: object[] }) => [row, choices])).toEqual([
      [2, [status]],
      [3, [relationship]],
      [4, [{ column: '', value: '', by: emailOf('sender') }]],
    ]);
    const { changes } = (await call('admin', 'POST', '/audit', { participantId: 1004 })).json();
    expect(changes[0]).toMatchObject({ upload: id, what: 'begun', by: emailOf(helper), choices: [status] });
    expect(mail.to).toBe(`${emailOf('sender')}, ${emailOf(helper)}`);
    for (const person of [helper, 'both', 'sender']) expect(mail.text).toContain(emailOf(person));
    // What is undone is the choice of who undoes it.
    expect((await call('both', 'POST', `/uploads/${id}/undo`)).statusCode).toBe(200);
    const after = (await call('admin', 'POST', '/audit', { participantId: 1004 })).json().changes;
    expect(after[0]).toMatchObject({ what: 'begun-undone', by: emailOf('both') });
  });
});

test('undo requires both rights in every program of the upload, whoever submitted it', async () => {
  const { id, state } = await send('sender', [
    insertRow(1006, { 'Program ID': 11, 'Caseworker Staff ID': 101, 'Start Date': day('2026-03-02') }),
  ]);
  expect(state).toBe('complete');
  const undone = async (person: string) => (await call(person, 'POST', `/uploads/${id}/undo`)).statusCode;
  for (const person of Object.keys(PEOPLE).filter((one) => one !== 'both' && one !== 'both in 11')) expect(await undone(person)).toBe(403);
  expect(await undone('both in 11')).toBe(200);
});
