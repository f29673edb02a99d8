import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { writeXlsx } from 'hucre/xlsx';
import { startService } from '../e2e/service';
import type { Upload } from '../src/api/uploads';
import type { Cell } from '../src/core/caseload/cells';
import { serialOfIso } from '../src/core/caseload/dates';
import { readConfig } from '../src/server/config';
import { openDatabase } from '../src/server/database/open';
import { makeSampleSite } from '../src/server/sites/sample';
import type { SiteData } from '../src/server/sites/site-data';
import { importSite } from '../src/server/sites/site-store';
import { report, timed } from './report';

export const HEADER = [
  'Participant ID',
  'Case Number',
  'Program ID',
  'Program Start Date',
  'Program End Date',
  'Caseworker First Name',
  'Caseworker Last Name',
  'Caseworker Relationship',
  'Caseload Status',
  'Start Date',
  'End Date',
  'Reason for Dismissal',
  'Update OR Insert',
];

/** A valid Insert for each participant. */
export function inserts(site: SiteData, from: number, rows: number): Cell[][] {
  const busy = new Set(site.assignments.map((one) => `${one.participantId}:${one.staffId}`));
  const enrolled = new Map(site.enrollments.map((one) => [one.participantId, one]));
  return site.participants.slice(from, from + rows).map(({ id, demographics }, place) => {
    const enrollment = enrolled.get(id);
    const member = site.staff.find((_, shift) => !busy.has(`${id}:${site.staff[(place + shift) % site.staff.length]?.id}`));
    const free = site.staff[(place + site.staff.indexOf(member ?? { id: 0, firstName: '', lastName: '' })) % site.staff.length];
    const start = (serialOfIso(enrollment?.start ?? '2025-01-01') ?? 0) + 10;
    const person = [id, demographics['Case Number'] ?? '', enrollment?.programId ?? '', '', ''];
    return [...person, free?.firstName ?? '', free?.lastName ?? '', 'Mentor', 'Active', start, '', '', 'Insert'];
  });
}

/** Submits a sheet or file as the pane does, and waits for completion through its event stream; returns its ID. */
export async function upload(url: string, token: string, sent: readonly (readonly Cell[])[] | File): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID() };
  const form = new FormData();
  if (sent instanceof File) form.set('file', sent);
  const init =
    sent instanceof File
      ? { headers, body: form }
      : { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ name: 'bench', cells: sent }) };
  const answer = await fetch(`${url}/api/uploads`, { method: 'POST', ...init });
  const { id } = (await answer.json()) as Upload;
  const events = await fetch(`${url}/api/uploads/${id}/events`, { headers: { authorization: headers.authorization } });
  const text = await events.text();
  if (!text.includes('"state":"complete"')) throw new Error(`The upload did not complete: ${text.slice(-600)}`);
  return id;
}

async function undo(url: string, token: string, id: string): Promise<void> {
  const answer = await fetch(`${url}/api/uploads/${id}/undo`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(await answer.text());
}

/** COPY of the same cells into a text table of the same kind of database, as a lower bound; returns milliseconds. */
async function copy(folder: string, cells: readonly (readonly Cell[])[]): Promise<number> {
  const db = await PGlite.create(folder);
  await db.exec(`CREATE TABLE cells (${HEADER.map((_, column) => `c${column} text`).join(', ')})`);
  const blob = new Blob([cells.map((row) => row.join('\t')).join('\n')]);
  const time = await timed(() => db.query(`COPY cells FROM '/dev/blob'`, [], { blob }));
  await db.close();
  return time;
}

/** The time from Submit to completion, over HTTP, on the embedded database. */
export async function benchService(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'));
  const site = await makeSampleSite({ participants: 101_200, seed: 7 });
  const config = readConfig({ PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent' });
  const database = await openDatabase(config);
  await importSite(database, site);
  await database.close();
  // In its own process, as in production.
  const service = await startService({ DATA_DIR: config.dataDir });
  const { url } = service;
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: site.users[0]?.email }),
  });
  const { token } = (await signedIn.json()) as { token: string };
  await upload(url, token, [HEADER, ...inserts(site, 0, 600)]);
  const small = await timed(() => upload(url, token, [HEADER, ...inserts(site, 600, 600)]));
  report('600 rows from Submit to complete, PGlite (ms; aim: below 1000)', Math.round(small));
  const cells = [HEADER, ...inserts(site, 1200, 100_000)];
  let sent = '';
  const send = async (what: readonly (readonly Cell[])[] | File) => {
    sent = await upload(url, token, what);
  };
  const large = await timed(() => send(cells));
  report('undo of 100,000 rows, PGlite (ms)', Math.round(await timed(() => undo(url, token, sent))));
  const csv = new File([cells.map((row) => row.join(',')).join('\r\n')], 'bench.csv');
  report('100,000 rows as .csv from Submit to complete, PGlite (ms)', Math.round(await timed(() => send(csv))));
  await undo(url, token, sent);
  const bytes = await writeXlsx({ sheets: [{ name: 'Caseload', rows: cells.map((row) => [...row]) }] });
  report(
    '100,000 rows as .xlsx from Submit to complete, PGlite (ms)',
    Math.round(await timed(() => send(new File([bytes as BlobPart], 'bench.xlsx')))),
  );
  await service.remove();
  const bare = await copy(join(folder, 'copy'), cells);
  report('100,000 rows from Submit to complete, PGlite (ms)', Math.round(large));
  report('the same cells by a bare COPY (ms)', Math.round(bare));
  report('ratio to COPY', (large / bare).toFixed(1));
  rmSync(folder, { recursive: true, force: true });
}
