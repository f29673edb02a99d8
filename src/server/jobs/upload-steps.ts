import type { Site } from '../../api/site';
import type { Upload } from '../../api/uploads';
import { type FixGroup, groupFaults } from '../../core/fixes/fix-groups';
import { severityOf } from '../../core/rules/codes';
import type { Rights } from '../../core/rules/record';
import { APPROVAL_MAILS } from '../../core/text/mail';
import { readRights } from '../accounts/rights';
import type { Database, SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { confirmationMail } from '../mail/confirmation';
import { queueDigests } from '../mail/digests';
import { queueMail } from '../mail/outbox';
import { applyRows } from '../record/apply';
import { checkAgainstRecord, type ReadRecord } from '../record/check-sheet';
import { type RowArrays, rowArrays } from '../record/row-input';
import { lockSite, readSite, readVersion } from '../sites/site-store';
import { approversOf, needsApproval } from '../uploads/approval/approval';
import { writeErrorGroups } from '../uploads/fixes/error-groups';
import { choicesByRow, peopleOf } from '../uploads/fixes/upload-fixes';
import { scopeOf, type UploadScope } from '../uploads/scope';
import { readCells, unpackCells } from '../uploads/upload-cells';
import { findUpload, moveUpload, readRound, readScope } from '../uploads/upload-store';
import { type Job, sendJob } from './send-job';
import { tellWebhooks } from './tell-webhooks';

/** The most time to wait for another upload of the site, in milliseconds, before retrying later. */
const TIMEOUT = 1000;

/** The input of a step. */
export interface StepInput extends Job {
  /** The time, ISO 8601. */
  readonly now: string;
  readonly publicUrl: string;
}

/** A passed check, with the versions of the upload and the record. While both are unchanged, the check still holds. */
interface Known {
  readonly upload: string;
  readonly round: number;
  readonly version: number | undefined;
  readonly arrays: RowArrays;
}

/** This thread's last passed check. */
let lastChecked: Known | undefined;

/** A consistent snapshot of an upload, to be checked. */
interface Checking {
  readonly version: number | undefined;
  readonly round: number;
  readonly site: Site;
  readonly packed: string | undefined;
  readonly rights: readonly Rights[];
  readonly choices: ReadonlyMap<number, string>;
}

async function readChecking(queries: Queries, siteId: SiteId, upload: Upload): Promise<Checking> {
  // Read first, so that any later change is detected.
  const version = await readVersion(queries, siteId);
  const site = await readSite(queries, siteId);
  if (site === undefined) throw new Error('The site is gone.');
  const rights: Rights[] = [];
  for (const person of await peopleOf(queries, siteId, upload)) rights.push(await readRights(queries, site, person));
  return {
    version,
    round: await readRound(queries, siteId, upload.id),
    site,
    packed: await readCells(queries, siteId, upload.id),
    rights,
    choices: await choicesByRow(queries, siteId, upload.id),
  };
}

/** An upload's sheet after all checks. */
interface Checked {
  readonly arrays: RowArrays;
  readonly scope: UploadScope;
  /** The errors to fix, in groups. */
  readonly groups: readonly FixGroup[];
}

async function checkCells(read: ReadRecord, { site, packed, rights, choices }: Checking, now: string): Promise<Checked> {
  const cells = unpackCells(packed);
  const checked = await checkAgainstRecord(read, site, rights, cells, new Date(now));
  const errors = checked.faults.filter((fault) => severityOf(fault) === 'error');
  return {
    arrays: choices.size === 0 ? checked.arrays : rowArrays(checked.rows, checked.lookups, choices),
    scope: scopeOf(checked.rows, site),
    groups: errors.length === 0 ? [] : groupFaults(checked.check, checked.lookups, cells, errors).groups,
  };
}

/** Moves an upload to `needs-fixes`. */
async function waitForFixes(
  queries: Queries,
  site: SiteId,
  id: string,
  from: Upload['state'],
  { groups, scope }: Checked,
  round: number,
): Promise<Upload | undefined> {
  const waiting = await moveUpload(queries, site, id, [from], { state: 'needs-fixes', progress: 0.4, scope }, round);
  if (waiting === undefined) return undefined;
  await writeErrorGroups(queries, site, id, groups, round);
  await tellWebhooks(queries, site, waiting);
  return waiting;
}

/** Moves an upload to `needs-approval` if it needs one, and tells those who may approve it. */
async function waitForApproval(
  queries: Queries,
  site: SiteId,
  id: string,
  scope: UploadScope,
  from: 'checking' | 'applying',
  round: number,
  publicUrl: string,
): Promise<Upload | undefined> {
  const upload = await findUpload(queries, site, id);
  if (upload === undefined) return undefined;
  const people = await peopleOf(queries, site, upload);
  if (!(await needsApproval(queries, site, upload, people))) return undefined;
  const approval = { state: 'waiting', by: null, at: null, note: null } as const;
  const waiting = await moveUpload(queries, site, id, [from], { state: 'needs-approval', progress: 0.5, scope, approval }, round);
  if (waiting === undefined) return undefined;
  const { name, received, releasedBy } = waiting;
  const text = APPROVAL_MAILS.waiting({ name, received, by: releasedBy, publicUrl });
  for (const to of await approversOf(queries, site, people, scope))
    await queueMail(queries, site, id, { to, kind: `approval ${round}`, ...text });
  await sendJob(queries, 'mail', { site, upload: id });
  await tellWebhooks(queries, site, waiting);
  return waiting;
}

/**
 * Checks an upload in the state `checking`, then sends it on to be applied, or to wait for fixes. Uses the database only
 * to read and write; changes in between are detected when the upload is applied.
 * @returns the changed upload; undefined if another process did it
 */
export async function checkUpload(database: Database, { site, upload: id, now, publicUrl }: StepInput): Promise<Upload | undefined> {
  lastChecked = undefined;
  const read: ReadRecord = (work) => database.withSite(site, work);
  const checking = await read(async (queries) => {
    const upload = await findUpload(queries, site, id);
    return upload?.state === 'checking' ? readChecking(queries, site, upload) : undefined;
  });
  if (checking === undefined) return undefined;
  const { round, version } = checking;
  const checked = await checkCells(read, checking, now);
  if (checked.groups.length > 0) return read((queries) => waitForFixes(queries, site, id, 'checking', checked, round));
  const applying = await read(async (queries) => {
    const waiting = await waitForApproval(queries, site, id, checked.scope, 'checking', round, publicUrl);
    if (waiting !== undefined) return waiting;
    const change = { state: 'applying', progress: 0.6, scope: checked.scope } as const;
    const moved = await moveUpload(queries, site, id, ['checking'], change, round);
    if (moved !== undefined) await sendJob(queries, 'apply', { site, upload: id }, moved.weight);
    return moved;
  });
  if (applying?.state === 'applying') lastChecked = { upload: id, round, version, arrays: checked.arrays };
  return applying;
}

/**
 * Applies an upload in one transaction, one upload of a site at a time, so that nothing changes between check and write. If the
 * record or a user's rights have changed since the check, or another thread checked, it is checked again.
 * @returns the changed upload; undefined if another process did it
 * @throws PostgreSQL's `lock_not_available` while another upload of the site is applied
 */
export async function applyUpload(database: Database, { site, upload: id, now, publicUrl }: StepInput): Promise<Upload | undefined> {
  return database.withSite(site, async (queries) => {
    const version = await lockSite(queries, site, TIMEOUT);
    const upload = await findUpload(queries, site, id);
    if (upload?.state !== 'applying') return undefined;
    const round = await readRound(queries, site, id);
    // The site is locked: what other uploads have sent by now is certain.
    const scope = await readScope(queries, site, id);
    const waiting =
      upload.approval?.state === 'approved' ? undefined : await waitForApproval(queries, site, id, scope, 'applying', round, publicUrl);
    if (waiting !== undefined) return waiting;
    const isKnown = lastChecked?.upload === id && lastChecked.version === version && lastChecked.round === round;
    let arrays = isKnown ? lastChecked?.arrays : undefined;
    if (arrays === undefined) {
      const checked = await checkCells((work) => work(queries), await readChecking(queries, site, upload), now);
      if (checked.groups.length > 0) return waitForFixes(queries, site, id, 'applying', checked, round);
      arrays = checked.arrays;
    }
    lastChecked = undefined;
    const context = { site, uploadId: id, user: upload.releasedBy, now: new Date(now) };
    const accepted = await applyRows(queries, arrays, context);
    if (accepted !== arrays.row.length) throw new Error(`${arrays.row.length} rows were to be applied, ${accepted} were.`);
    const complete = await moveUpload(queries, site, id, ['applying'], { state: 'complete', progress: 1, accepted });
    if (complete === undefined) return undefined;
    const unreachable = await queueDigests(queries, site, id, { event: 'applied' }, publicUrl);
    await queueMail(
      queries,
      site,
      id,
      await confirmationMail(queries, site, complete, await peopleOf(queries, site, complete), unreachable, publicUrl),
    );
    await sendJob(queries, 'mail', { site, upload: id });
    await tellWebhooks(queries, site, complete);
    return complete;
  });
}
