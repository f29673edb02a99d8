import type { Upload } from '../../core/contract';
import { groupFaults } from '../../core/fixes';
import { severityOf } from '../../core/rules/codes';
import type { Rights } from '../../core/rules/record';
import { readRights } from '../accounts/rights';
import type { Database, Queries, SiteId } from '../database/database';
import type { SendMail } from '../mail/mailer';
import { isDiskFull } from '../problem';
import { readSite } from '../sites/store';
import { applyRows } from './apply';
import { type CheckedSheet, checkAgainstRecord } from './check-sheet';
import { confirmationMail } from './confirmation';
import { writeErrorGroups } from './fix-errors';
import { findUpload, lockSite, markMailSent, moveUpload, queueMail, readCells, readMail, unfinishedUploads, unsentMails } from './store';

export interface WorkDependencies {
  readonly database: Database;
  readonly sendMail: SendMail;
  readonly publicUrl: string;
  readonly now: () => Date;
  /** Told of every change of an upload. */
  readonly changed: (site: SiteId, upload: Upload) => void;
  /** Told of what went wrong beyond what a user can mend. It must not log what the upload holds. */
  readonly failed: (error: unknown, uploadId: string) => void;
}

/** Checks and applies uploads, one after the other. */
export interface Work {
  start(site: SiteId, id: string): void;
  /** Goes on with what an earlier process left undone. */
  resume(sites: readonly SiteId[]): Promise<void>;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
}

export function createWork(dependencies: WorkDependencies): Work {
  const { database, changed, failed } = dependencies;
  let last: Promise<void> = Promise.resolve();
  const enqueue = (task: () => Promise<void>) => {
    last = last.then(task);
  };
  const start = (site: SiteId, id: string) => enqueue(() => runUpload(dependencies, site, id));
  return {
    start,
    async resume(sites) {
      for (const site of sites) {
        const [uploads, mails] = await database.withSite(
          site,
          async (queries) => [await unfinishedUploads(queries, site), await unsentMails(queries, site)] as const,
        );
        for (const id of uploads) start(site, id);
        for (const id of mails) enqueue(() => deliver(dependencies, site, id).catch((error: unknown) => failed(error, id)));
      }
    },
    idle: () => last,
  };

  async function runUpload(dependencies: WorkDependencies, site: SiteId, id: string): Promise<void> {
    try {
      const checking = await database.withSite(site, (queries) =>
        moveUpload(queries, site, id, ['received', 'checking', 'applying'], { state: 'checking', progress: 0.3 }),
      );
      if (checking === undefined) return;
      changed(site, checking);
      const done = await database.withSite(site, (queries) => checkAndApply(dependencies, queries, site, id));
      if (done === undefined) return;
      changed(site, done);
      if (done.state === 'complete') await deliver(dependencies, site, id).catch((error: unknown) => failed(error, id));
    } catch (error) {
      failed(error, id);
      const problem = isDiskFull(error)
        ? 'The service has no space left on its disk. Nothing was applied. Ask your administrator to free space, then choose Retry.'
        : 'A technical fault. Nothing was applied. Choose Retry.';
      const after = await database
        .withSite(site, (queries) =>
          moveUpload(queries, site, id, ['received', 'checking', 'applying'], { state: 'failed', progress: 0, problem }),
        )
        .catch(() => undefined);
      if (after !== undefined) changed(site, after);
    }
  }
}

/** Checks again and applies, in one transaction and one upload of a site at a time: what was right stays right until it is written. */
async function checkAndApply(
  { publicUrl, now, changed }: WorkDependencies,
  queries: Queries,
  site: SiteId,
  id: string,
): Promise<Upload | undefined> {
  await lockSite(queries, site);
  const upload = await findUpload(queries, site, id);
  if (upload?.state !== 'checking') return undefined;
  const checked = await checkUpload(queries, site, upload, now());
  if (checked.errors > 0) {
    const errors = checked.faults.filter((fault) => severityOf(fault) === 'error');
    await writeErrorGroups(queries, site, id, groupFaults(checked.check, checked.lookups, checked.cells, errors).groups);
    return moveUpload(queries, site, id, ['checking'], { state: 'needs-fixes', progress: 0.4 });
  }
  changed(site, { ...upload, state: 'applying', progress: 0.6 });
  const accepted = await applyRows(queries, checked.arrays, { site, uploadId: id, user: upload.createdBy, now: now() });
  if (accepted !== checked.rows.length) throw new Error(`${checked.rows.length} rows were to be applied, ${accepted} were.`);
  const complete = await moveUpload(queries, site, id, ['checking'], { state: 'complete', progress: 1, accepted });
  if (complete !== undefined) await queueMail(queries, site, id, confirmationMail(complete, publicUrl));
  return complete;
}

async function checkUpload(queries: Queries, siteId: SiteId, upload: Upload, now: Date) {
  const site = await readSite(queries, siteId);
  if (site === undefined) throw new Error('The site is gone.');
  const cells = await readCells(queries, siteId, upload.id);
  const rights: Rights = await readRights(queries, site, upload.createdBy);
  const checked: CheckedSheet = await checkAgainstRecord(queries, site, rights, cells, now);
  return { ...checked, cells };
}

async function deliver({ database, sendMail, now }: WorkDependencies, site: SiteId, id: string): Promise<void> {
  const mail = await database.withSite(site, (queries) => readMail(queries, site, id));
  if (mail === null || mail.sentAt !== null) return;
  await sendMail(id, mail);
  await database.withSite(site, (queries) => markMailSent(queries, site, id, now()));
}
