import type { Upload } from '../../core/contract';
import { groupFaults } from '../../core/fixes';
import { severityOf } from '../../core/rules/codes';
import { readRights } from '../accounts/rights';
import type { Database, SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { queueMail } from '../mail/outbox';
import { type Job, sendJob } from '../queue/send-job';
import { lockSite, readSite, readVersion } from '../sites/store';
import { applyRows } from './apply';
import { type CheckedSheet, checkAgainstRecord } from './check-sheet';
import { confirmationMail } from './confirmation';
import { writeErrorGroups } from './error-groups';
import { scopeOf } from './scope';
import { type RowArrays, rowArrays } from './sheet-rows';
import { findUpload, moveUpload, readCells } from './store';
import { choicesByRow, peopleOf } from './upload-fixes';

/** How long an upload waits for another of its site, in milliseconds, before it makes room and comes again. */
const PATIENCE = 1000;

/** What a step is told. */
export interface StepInput extends Job {
  /** The time, ISO 8601. */
  readonly now: string;
  readonly publicUrl: string;
}

/** An upload that was found right, when the record was as its version says: while that stands, it need not be checked again. */
interface Known {
  readonly upload: string;
  readonly version: number | undefined;
  readonly arrays: RowArrays;
}

/** What this thread checked last. */
let lastChecked: Known | undefined;

/**
 * Checks an upload that is in the state `checking`, and sends it on to be applied or has it wait for fixes.
 * @returns the upload as it is then; undefined if another process did it
 */
export async function checkUpload(database: Database, { site, upload: id, now }: StepInput): Promise<Upload | undefined> {
  let known: Known | undefined;
  const done = await database.withSite(site, async (queries) => {
    // Before anything else is read: what changes from here on shows.
    const version = await readVersion(queries, site);
    // Held until the end: the same job in another process finds nothing left to do.
    const checking = await moveUpload(queries, site, id, ['checking'], { state: 'checking', progress: 0.3 });
    if (checking === undefined) return undefined;
    const found = await findErrors(queries, site, checking, ['checking'], new Date(now));
    if ('state' in found) return found;
    known = { upload: id, version, arrays: found.arrays };
    const applying = await moveUpload(queries, site, id, ['checking'], { state: 'applying', progress: 0.6, scope: found.scope });
    if (applying !== undefined) await sendJob(queries, 'apply', { site, upload: id }, applying.received);
    return applying;
  });
  lastChecked = known;
  return done;
}

/**
 * Applies an upload, in one transaction and one upload of a site at a time: what was right stays right until it is written. If the
 * record or somebody's rights have changed since the check, or another thread checked, it is checked again.
 * @returns the upload as it is then; undefined if another process did it
 * @throws what PostgreSQL calls `lock_not_available` while another upload of the site is applied
 */
export async function applyUpload(database: Database, { site, upload: id, now, publicUrl }: StepInput): Promise<Upload | undefined> {
  return database.withSite(site, async (queries) => {
    const version = await lockSite(queries, site, PATIENCE);
    const upload = await findUpload(queries, site, id);
    if (upload?.state !== 'applying') return undefined;
    const known = lastChecked?.upload === id && lastChecked.version === version ? lastChecked : undefined;
    if (known !== undefined) lastChecked = undefined;
    const checked = known ?? (await findErrors(queries, site, upload, ['applying'], new Date(now)));
    if ('state' in checked) return checked;
    const context = { site, uploadId: id, user: upload.releasedBy, now: new Date(now) };
    const accepted = await applyRows(queries, checked.arrays, context);
    if (accepted !== checked.arrays.row.length) throw new Error(`${checked.arrays.row.length} rows were to be applied, ${accepted} were.`);
    const complete = await moveUpload(queries, site, id, ['applying'], { state: 'complete', progress: 1, accepted });
    if (complete === undefined) return undefined;
    await queueMail(queries, site, id, confirmationMail(complete, await peopleOf(queries, site, complete), publicUrl));
    await sendJob(queries, 'mail', { site, upload: id });
    return complete;
  });
}

/** The sheet as it was checked or, if there are errors in it, the upload waiting for fixes. */
async function findErrors(
  queries: Queries,
  siteId: SiteId,
  upload: Upload,
  from: readonly Upload['state'][],
  now: Date,
): Promise<(CheckedSheet & { readonly scope: ReturnType<typeof scopeOf> }) | Upload> {
  const site = await readSite(queries, siteId);
  if (site === undefined) throw new Error('The site is gone.');
  const cells = await readCells(queries, siteId, upload.id);
  const rights = [];
  for (const person of await peopleOf(queries, siteId, upload)) rights.push(await readRights(queries, site, person));
  const checked = await checkAgainstRecord(queries, site, rights, cells, now);
  const scope = scopeOf(checked.rows, site);
  if (checked.errors === 0) {
    const choices = await choicesByRow(queries, siteId, upload.id);
    return { ...checked, scope, arrays: choices.size === 0 ? checked.arrays : rowArrays(checked.rows, checked.lookups, choices) };
  }
  const errors = checked.faults.filter((fault) => severityOf(fault) === 'error');
  await writeErrorGroups(queries, siteId, upload.id, groupFaults(checked.check, checked.lookups, cells, errors).groups);
  const waiting = await moveUpload(queries, siteId, upload.id, from, { state: 'needs-fixes', progress: 0.4, scope });
  if (waiting === undefined) throw new Error('The upload was moved while it was locked.');
  return waiting;
}
