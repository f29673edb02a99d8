import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { from, to } from 'pg-copy-streams';
import { startService } from '../e2e/service';
import type { Upload } from '../src/api/uploads';
import type { Cell } from '../src/core/caseload/cells';
import { beginSession } from '../src/server/accounts/sessions';
import { readConfig } from '../src/server/config';
import type { SiteId } from '../src/server/database/database';
import { openDatabase } from '../src/server/database/open';
import { makeSampleSite } from '../src/server/sites/sample';
import type { SiteData } from '../src/server/sites/site-data';
import { importSite } from '../src/server/sites/site-store';
import { startPostgresServer } from '../src/server/testing/postgres/postgres-server';
import { report, timed } from './report';
import { HEADER, inserts } from './service';

const ROWS = 100_000;

/** An upload's results as text for COPY. */
interface Results {
  readonly assignments: string;
  readonly audit: string;
}

const resultsOf = (upload: string) =>
  ({
    assignments: `SELECT a.* FROM assignments a JOIN audit l USING (site_id, assignment_id) WHERE l.upload_id = '${upload}'`,
    audit: `SELECT * FROM audit WHERE upload_id = '${upload}'`,
  }) as const;

/** The time from Submit to each state of an upload, in milliseconds. */
async function uploadTimes(
  url: string,
  token: string,
  cells: readonly (readonly Cell[])[],
): Promise<{ id: string; times: Map<string, number> }> {
  const body = JSON.stringify({ name: 'bench', cells });
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID(), 'content-type': 'application/json' };
  const start = performance.now();
  const times = new Map<string, number>();
  const sent = (await (await fetch(`${url}/api/uploads`, { method: 'POST', headers, body })).json()) as Upload;
  times.set('received', performance.now() - start);
  const events = await fetch(`${url}/api/uploads/${sent.id}/events`, { headers });
  const decoder = new TextDecoder();
  for await (const part of events.body as unknown as AsyncIterable<Uint8Array>)
    for (const [, state = ''] of decoder.decode(part).matchAll(/"state":"([a-z-]+)"/g))
      if (!times.has(state)) times.set(state, performance.now() - start);
  if (!times.has('complete')) throw new Error(`The upload did not complete: ${[...times.keys()].join()}`);
  return { id: sent.id, times };
}

/** The same assignments, to be ended. */
function updates(begun: readonly (readonly Cell[])[]): Cell[][] {
  const [reason, action] = [HEADER.indexOf('Reason for Dismissal'), HEADER.indexOf('Update OR Insert')];
  const [start, end] = [HEADER.indexOf('Start Date'), HEADER.indexOf('End Date')];
  return begun.map((row) =>
    row.map((cell, column) => {
      if (column === action) return 'Update';
      if (column === reason) return 'Goals met';
      return column === end ? Number(row[start]) + 1 : column === start ? '' : cell;
    }),
  );
}

/** Reports how long Updates of as many rows take, and undoing them, beside the Inserts. */
async function compareUpdates(
  kind: string,
  { url }: { readonly url: string },
  token: string,
  cells: Cell[][],
  inserted: number,
): Promise<void> {
  const { id, times } = await uploadTimes(url, token, [HEADER, ...updates(cells)]);
  const ended = times.get('complete') ?? 0;
  const undone = await timed(async () => {
    const answer = await fetch(`${url}/api/uploads/${id}/undo`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`The upload was not undone: ${await answer.text()}`);
  });
  report(
    `${kind}: ${ROWS} Updates, and their undo / as many Inserts (ms)`,
    `${ended.toFixed(0)}, ${undone.toFixed(0)} / ${inserted.toFixed(0)}, ratios ${(ended / inserted).toFixed(2)}, ${(undone / inserted).toFixed(2)}`,
  );
}

/** Reports ours beside the floor: a COPY of the same results into the same tables, with the same indexes and contents. */
function compare(kind: string, times: ReadonlyMap<string, number>, floor: number): void {
  const at = (state: string) => times.get(state) ?? 0;
  const complete = at('complete');
  report(
    `${kind}: ${ROWS} Inserts from Submit to complete / COPY of their results (ms)`,
    `${complete.toFixed(0)} / ${floor.toFixed(0)}, ratio ${(complete / floor).toFixed(2)} (aim: 1.5)`,
  );
  report(
    `${kind}: of it to receive, to check, to apply (ms)`,
    `${at('received').toFixed(0)}, ${(at('applying') - at('received')).toFixed(0)}, ${(complete - at('applying')).toFixed(0)}`,
  );
}

async function onEmbedded(site: SiteData): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-writing-'));
  const config = readConfig({ DATA_DIR: join(folder, 'data') });
  const database = await openDatabase(config);
  await importSite(database, site);
  const id = site.site.id as SiteId;
  const token = await database.withSite(id, (queries) => beginSession(queries, id, site.users[0]?.email ?? ''));
  await database.close();
  cpSync(config.dataDir, join(folder, 'floor'), { recursive: true });
  const service = await startService({ DATA_DIR: config.dataDir });
  await uploadTimes(service.url, token, [HEADER, ...inserts(site, ROWS, 50)]);
  const cells = inserts(site, 0, ROWS);
  const { id: upload, times } = await uploadTimes(service.url, token, [HEADER, ...cells]);
  await service.end();
  const ours = await PGlite.create(join(config.dataDir, 'database'));
  const read = async (query: string) => (await (await ours.query(`COPY (${query}) TO '/dev/blob'`)).blob?.text()) ?? '';
  const { assignments, audit } = resultsOf(upload);
  const results: Results = { assignments: await read(assignments), audit: await read(audit) };
  await ours.close();
  const db = await PGlite.create(join(folder, 'floor', 'database'), {
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'],
  });
  const floor = await timed(() =>
    db.transaction(async (transaction) => {
      for (const table of ['assignments', 'audit'] as const)
        await transaction.query(`COPY ${table} FROM '/dev/blob'`, [], { blob: new Blob([results[table]]) });
    }),
  );
  await db.close();
  compare('PGlite', times, floor);
  await service.start();
  await compareUpdates('PGlite', service, token, cells, times.get('complete') ?? 0);
  await service.remove();
  rmSync(folder, { recursive: true, force: true });
}

async function onServer(site: SiteData): Promise<void> {
  const postgres = await startPostgresServer();
  const folder = mkdtempSync(join(tmpdir(), 'caseload-writing-'));
  const settings = { DATABASE_URL: postgres.url.replace(/[^/]+$/, 'ours'), DATA_DIR: folder };
  const admin = new Client(postgres.url);
  await admin.connect();
  await admin.query('CREATE DATABASE ours');
  const database = await openDatabase(readConfig(settings));
  await importSite(database, site);
  const id = site.site.id as SiteId;
  const token = await database.withSite(id, (queries) => beginSession(queries, id, site.users[0]?.email ?? ''));
  await database.close();
  await admin.query('CREATE DATABASE floor TEMPLATE ours');
  const service = await startService(settings);
  await uploadTimes(service.url, token, [HEADER, ...inserts(site, ROWS, 50)]);
  const cells = inserts(site, 0, ROWS);
  const { id: upload, times } = await uploadTimes(service.url, token, [HEADER, ...cells]);
  await service.end();
  const ours = new Client(settings.DATABASE_URL);
  await ours.connect();
  const read = async (query: string) => (await buffer(ours.query(to(`COPY (${query}) TO STDOUT`)))).toString();
  const { assignments, audit } = resultsOf(upload);
  const results: Results = { assignments: await read(assignments), audit: await read(audit) };
  await ours.end();
  const client = new Client(postgres.url.replace(/[^/]+$/, 'floor'));
  await client.connect();
  const floor = await timed(async () => {
    await client.query('BEGIN');
    for (const table of ['assignments', 'audit'] as const)
      await pipeline(Readable.from([results[table]]), client.query(from(`COPY ${table} FROM STDIN`)));
    await client.query('COMMIT');
  });
  await client.end();
  await admin.end();
  compare('PostgreSQL', times, floor);
  await service.start();
  await compareUpdates('PostgreSQL', service, token, cells, times.get('complete') ?? 0);
  await service.remove();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** From Submit to complete, beside the least that a database needs for the same results. */
export async function benchWriting(): Promise<void> {
  const site = await makeSampleSite({ participants: ROWS + 50, seed: 7 });
  await onServer(site);
  await onEmbedded(site);
}
