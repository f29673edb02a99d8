import type { Upload } from '../../core/contract';
import { groupFaults } from '../../core/fixes';
import { severityOf } from '../../core/rules/codes';
import type { Rights } from '../../core/rules/record';
import { readRights } from '../accounts/rights';
import type { Database, Queries, SiteId } from '../database/database';
import type { SendMail } from '../mail/mailer';
import { isDatabaseAway, isDiskFull } from '../problem';
import { type Job, Queue, type Step } from '../queue/queue';
import { lockSite, readSite, readVersion } from '../sites/store';
import { applyRows } from './apply';
import { type CheckedSheet, checkAgainstRecord } from './check-sheet';
import { confirmationMail } from './confirmation';
import { writeErrorGroups } from './fix-errors';
import type { RowArrays } from './sheet-rows';
import { findUpload, markMailSent, moveUpload, queueMail, readCells, readMail, unfinishedUploads, unsentMails } from './store';

export interface WorkDependencies {
  readonly database: Database;
  readonly sendMail: SendMail;
  readonly publicUrl: string;
  readonly now: () => Date;
  /** Told of every change of an upload. */
  readonly changed: (upload: Upload) => void;
  /** Told of what went wrong beyond what a user can mend. It must not log what the upload holds. */
  readonly failed: (error: unknown, uploadId?: string) => void;
}

/** An upload that was found right, when the record was as its version says: while that stands, it need not be checked again. */
interface Known {
  readonly upload: string;
  readonly version: number | undefined;
  readonly arrays: RowArrays;
}

/** Checks and applies uploads and sends their mails: as jobs, which any process does, and does again if one died. */
export class Work {
  /** What this process checked last. */
  #known: Known | undefined;
  readonly #queue: Queue;

  constructor(private readonly dependencies: WorkDependencies) {
    const { database, failed } = dependencies;
    this.#queue = new Queue({ database, failed, run: (step, job) => this.#run(step, job) });
  }

  /** Makes ready to be given work. */
  open(): Promise<void> {
    return this.#queue.open();
  }

  /** Begins to work, and goes on with what a process that died left undone. */
  async start(sites: readonly SiteId[]): Promise<void> {
    this.#queue.start();
    for (const site of sites) await this.dependencies.database.withSite(site, (queries) => this.#resume(queries, site));
    this.#queue.wake();
  }

  /** Has an upload checked that was received, in the caller's transaction; `wake` is for after it. */
  receive(queries: Queries, site: SiteId, upload: Upload): Promise<void> {
    return this.#queue.send(queries, 'check', { site, upload: upload.id }, upload.received);
  }

  /** Lets this process begin at once. */
  wake(): void {
    this.#queue.wake();
  }

  /** How many jobs wait or run, of every process. */
  jobs(): Promise<number> {
    return this.#queue.count();
  }

  /** Ends what is running and takes no more. */
  stop(): Promise<void> {
    return this.#queue.stop();
  }

  async #resume(queries: Queries, site: SiteId): Promise<void> {
    for (const { id, state, received } of await unfinishedUploads(queries, site))
      await this.#queue.send(queries, state === 'applying' ? 'apply' : 'check', { site, upload: id }, received);
    for (const upload of await unsentMails(queries, site)) await this.#queue.send(queries, 'mail', { site, upload });
  }

  async #run(step: Step, job: Job): Promise<void> {
    if (step === 'mail') return this.#deliver(job);
    try {
      await (step === 'check' ? this.#check(job) : this.#apply(job));
    } catch (error) {
      // A database that is away comes back, and the job with it.
      if (isDatabaseAway(error)) throw error;
      this.dependencies.failed(error, job.upload);
      await this.#fail(job, error);
    }
    this.#queue.wake();
  }

  async #check({ site, upload: id }: Job): Promise<void> {
    const { database, changed } = this.dependencies;
    const checking = await database.withSite(site, (queries) =>
      moveUpload(queries, site, id, ['received', 'checking'], { state: 'checking', progress: 0.3 }),
    );
    if (checking === undefined) return;
    changed(checking);
    let known: Known | undefined;
    const done = await database.withSite(site, async (queries) => {
      // Before anything else is read: what changes from here on shows.
      const version = await readVersion(queries, site);
      // Held until the end: the same job in another process finds nothing left to do.
      if ((await moveUpload(queries, site, id, ['checking'], { state: 'checking', progress: 0.3 })) === undefined) return undefined;
      const found = await this.#findErrors(queries, site, checking, ['checking']);
      if ('state' in found) return found;
      known = { upload: id, version, arrays: found.arrays };
      const applying = await moveUpload(queries, site, id, ['checking'], { state: 'applying', progress: 0.6 });
      if (applying !== undefined) await this.#queue.send(queries, 'apply', { site, upload: id }, applying.received);
      return applying;
    });
    this.#known = known;
    if (done !== undefined) changed(done);
  }

  /**
   * Applies, in one transaction and one upload of a site at a time: what was right stays right until it is written. If the record has
   * changed since the check, or another process checked, it is checked again.
   */
  async #apply({ site, upload: id }: Job): Promise<void> {
    const { database, changed, now, publicUrl } = this.dependencies;
    const done = await database.withSite(site, async (queries) => {
      const version = await lockSite(queries, site);
      const upload = await findUpload(queries, site, id);
      if (upload?.state !== 'applying') return undefined;
      const known = this.#known?.upload === id && this.#known.version === version ? this.#known : undefined;
      if (known !== undefined) this.#known = undefined;
      const checked = known ?? (await this.#findErrors(queries, site, upload, ['applying']));
      if ('state' in checked) return checked;
      const accepted = await applyRows(queries, checked.arrays, { site, uploadId: id, user: upload.createdBy, now: now() });
      if (accepted !== checked.arrays.row.length)
        throw new Error(`${checked.arrays.row.length} rows were to be applied, ${accepted} were.`);
      const complete = await moveUpload(queries, site, id, ['applying'], { state: 'complete', progress: 1, accepted });
      if (complete === undefined) return undefined;
      await queueMail(queries, site, id, confirmationMail(complete, publicUrl));
      await this.#queue.send(queries, 'mail', { site, upload: id });
      return complete;
    });
    if (done !== undefined) changed(done);
  }

  /** The sheet as it was checked or, if there are errors in it, the upload waiting for fixes. */
  async #findErrors(queries: Queries, siteId: SiteId, upload: Upload, from: readonly Upload['state'][]): Promise<CheckedSheet | Upload> {
    const site = await readSite(queries, siteId);
    if (site === undefined) throw new Error('The site is gone.');
    const cells = await readCells(queries, siteId, upload.id);
    const rights: Rights = await readRights(queries, site, upload.createdBy);
    const checked = await checkAgainstRecord(queries, site, rights, cells, this.dependencies.now());
    if (checked.errors === 0) return checked;
    const errors = checked.faults.filter((fault) => severityOf(fault) === 'error');
    await writeErrorGroups(queries, siteId, upload.id, groupFaults(checked.check, checked.lookups, cells, errors).groups);
    const waiting = await moveUpload(queries, siteId, upload.id, from, { state: 'needs-fixes', progress: 0.4 });
    if (waiting === undefined) throw new Error('The upload was moved while it was locked.');
    return waiting;
  }

  async #fail({ site, upload }: Job, error: unknown): Promise<void> {
    const problem = isDiskFull(error)
      ? 'The service has no space left on its disk. Nothing was applied. Ask your administrator to free space, then choose Retry.'
      : 'A technical fault. Nothing was applied. Choose Retry.';
    const failed = await this.dependencies.database.withSite(site, (queries) =>
      moveUpload(queries, site, upload, ['received', 'checking', 'applying'], { state: 'failed', progress: 0, problem }),
    );
    if (failed !== undefined) this.dependencies.changed(failed);
  }

  async #deliver({ site, upload }: Job): Promise<void> {
    const { database, sendMail, now } = this.dependencies;
    const mail = await database.withSite(site, (queries) => readMail(queries, site, upload));
    if (mail === null || mail.sentAt !== null) return;
    await sendMail(upload, mail);
    await database.withSite(site, (queries) => markMailSent(queries, site, upload, now()));
  }
}
