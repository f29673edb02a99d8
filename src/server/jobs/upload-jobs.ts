import type { Upload } from '../../api/uploads';
import { UPLOAD_FAILED } from '../../core/text/problems';
import type { Config } from '../config';
import type { Database, SiteId } from '../database/database';
import { inLanguage } from '../http/language';
import { isBusy, isDatabaseAway, isDiskFull, isLocked, ProblemError } from '../http/problem';
import type { SendMail } from '../mail/mailer';
import { mailId, markMailSent, unsentMailsOf } from '../mail/outbox';
import { Statistics } from '../record/statistics';
import type { Threads } from '../threads/threads';
import { findUpload, moveUpload, type StoredUpload } from '../uploads/upload-store';
import { post } from '../webhooks/deliver';
import { type Delivery, forgetOldDeliveries, openDeliveries, recordAttempt, signingSecret } from '../webhooks/webhook-store';
import { Clearing } from './clearing';
import { Queue, type QueueState } from './queue';
import { resumeUploads } from './resume-uploads';
import { type Job, LARGE_ROWS, type Step, sendJob } from './send-job';
import { tellWebhooks } from './tell-webhooks';

/** A webhook did not accept a delivery. Its owner sees the status in the settings. */
class WebhookRefused extends Error {}

export interface WorkDependencies {
  readonly config: Pick<Config, 'webhookKey' | 'allowsPrivateWebhooks'>;
  readonly database: Database;
  readonly threads: Threads;
  readonly sendMail: SendMail;
  readonly publicUrl: string;
  readonly now: () => Date;
  /** Called with every changed upload. */
  readonly changed: (upload: Upload) => void;
  /** Called with errors that a user can't fix. Must not log the upload's contents. */
  readonly failed: (error: unknown, uploadId?: string) => void;
}

/** Processes uploads as jobs: checks and applies them, and sends their mails. Any process runs them, and reruns those of a dead one. */
export class Work {
  readonly #queue: Queue;
  readonly #clearing: Clearing;
  readonly #statistics: Statistics;

  constructor(private readonly dependencies: WorkDependencies) {
    const { database, failed, now } = dependencies;
    this.#clearing = new Clearing({ database, failed, now });
    this.#statistics = new Statistics({ database, failed });
    this.#queue = new Queue({ database, failed, run: (step, job) => this.#run(step, job) });
  }

  /** Prepares the queue. */
  open(): Promise<void> {
    return this.#queue.open();
  }

  /** Resumes the work of dead processes, and starts processing. */
  async start(sites: readonly SiteId[]): Promise<void> {
    this.#statistics.start();
    for (const site of sites) await this.dependencies.database.withSite(site, (queries) => resumeUploads(queries, site));
    this.#queue.start();
    this.#clearing.start();
  }

  /** Deletes old sheets now. */
  clearOld(): Promise<void> {
    return this.#clearing.clear();
  }

  /** Makes this process look for new jobs of any step immediately. */
  wake(): void {
    for (const step of ['check', 'apply', 'mail', 'webhook'] as const) this.#queue.wake(step);
  }

  /** To be called after an upload was applied or undone. */
  recordChanged({ received }: Upload): void {
    this.#statistics.changed(received);
  }

  /** Resolves once the upkeep that uploads have caused is done. */
  idle(): Promise<void> {
    return this.#statistics.idle();
  }

  /** What each queue has, in all processes. */
  queues(): Promise<readonly QueueState[]> {
    return this.#queue.states();
  }

  /** Finishes running jobs and takes no more. */
  async stop(): Promise<void> {
    await this.#clearing.stop();
    await this.#queue.stop();
    await this.#statistics.stop();
  }

  async #run(step: Step, job: Job): Promise<void> {
    if (step === 'mail') return this.#deliver(job);
    if (step === 'webhook') return this.#tell(job);
    try {
      const done = await (step === 'check' ? this.#check(job) : this.#apply(job));
      if (done !== undefined) {
        this.dependencies.changed(done);
        if (done.state === 'complete') this.recordChanged(done);
      }
    } catch (error) {
      // Transient: the job is retried once the database is back or the site's other upload is done.
      if (isDatabaseAway(error) || isLocked(error) || isBusy(error)) throw error;
      this.dependencies.failed(error, job.upload);
      await this.#fail(job, error);
    }
    this.#queue.wake(step === 'check' ? 'apply' : 'mail');
    // An upload that waits for approval tells of it.
    if (step === 'check') this.#queue.wake('mail');
    this.#queue.wake('webhook');
  }

  async #check({ site, upload }: Job): Promise<Upload | undefined> {
    const { database, changed } = this.dependencies;
    const checking = await database.withSite(site, (queries) =>
      moveUpload(queries, site, upload, ['received', 'checking'], { state: 'checking', progress: 0.3 }),
    );
    if (checking === undefined) return undefined;
    changed(checking);
    return this.#step('checkUpload', checking, site);
  }

  async #apply({ site, upload }: Job): Promise<Upload | undefined> {
    const found = await this.dependencies.database.withSite(site, (queries) => findUpload(queries, site, upload));
    return found?.state === 'applying' ? this.#step('applyUpload', found, site) : undefined;
  }

  #step(name: 'checkUpload' | 'applyUpload', upload: StoredUpload, site: SiteId): Promise<Upload | undefined> {
    return inLanguage(upload.language, () => this.#stepInThread(name, upload, site));
  }

  #stepInThread(name: 'checkUpload' | 'applyUpload', { id, createdBy, weight }: StoredUpload, site: SiteId): Promise<Upload | undefined> {
    const { threads, now, publicUrl } = this.dependencies;
    const input = { site, upload: id, now: now().toISOString(), publicUrl };
    const owner = { site, user: createdBy };
    if (weight > LARGE_ROWS) return threads.run(name, input, { owner, lane: 'large' });
    // Concurrent tasks may exhaust memory: then it is run again by itself.
    return threads.run(name, input, { owner, lane: 'jobs' }).catch((error: unknown) => {
      if (!(error instanceof ProblemError && error.code === 'too-much-work')) throw error;
      return threads.run(name, input, { owner, lane: 'large' });
    });
  }

  async #fail({ site, upload }: Job, error: unknown): Promise<void> {
    const problem = isDiskFull(error)
      ? UPLOAD_FAILED.full
      : error instanceof ProblemError
        ? UPLOAD_FAILED.refused(error)
        : UPLOAD_FAILED.fault;
    const failed = await this.dependencies.database.withSite(site, async (queries) => {
      const moved = await moveUpload(queries, site, upload, ['received', 'checking', 'applying'], {
        state: 'failed',
        progress: 0,
        problem,
      });
      if (moved !== undefined) await tellWebhooks(queries, site, moved);
      return moved;
    });
    if (failed !== undefined) this.dependencies.changed(failed);
  }

  /**
   * Delivers what webhooks were not told yet of an upload: in order for each webhook, all webhooks in parallel, and at least once, as another job may be
   * delivering the same. What fails is tried again, and what is left when the time is up is sent by the next job.
   */
  async #tell({ site, upload }: Job): Promise<void> {
    const { database, config } = this.dependencies;
    const { webhookKey } = config;
    if (webhookKey === undefined) return;
    const open = await database.withSite(site, async (queries) => {
      await forgetOldDeliveries(queries, site);
      return openDeliveries(queries, site, upload);
    });
    const isInTime = startBudget();
    const byWebhook = [...new Set(open.map(({ webhook }) => webhook))].map((webhook) => open.filter((one) => one.webhook === webhook));
    const outcomes = await Promise.all(
      byWebhook.map(async (deliveries): Promise<Outcome> => {
        for (const delivery of deliveries) {
          if (!isInTime()) return 'left';
          if (!(await this.#post(site, delivery, webhookKey))) return 'failed';
        }
        return 'done';
      }),
    );
    if (outcomes.includes('failed')) throw new WebhookRefused();
    if (outcomes.includes('left')) await database.withSite(site, (queries) => sendJob(queries, 'webhook', { site, upload }));
  }

  /** @returns whether it was accepted */
  async #post(site: SiteId, delivery: Delivery, webhookKey: string): Promise<boolean> {
    const { database, config, now } = this.dependencies;
    const { id, webhook, url, event, body, createdAt } = delivery;
    const message = {
      id,
      url,
      body: JSON.stringify({ event, at: createdAt, site, upload: body }),
      secret: signingSecret(webhookKey, site, webhook),
      now: now(),
    };
    const status = await post(message, config.allowsPrivateWebhooks);
    const isAccepted = /^2\d\d$/.test(status);
    await database.withSite(site, (queries) => recordAttempt(queries, site, delivery, { isAccepted, status }, now()));
    return isAccepted;
  }

  /** Sends an upload's mails. One that fails does not keep back the others, and is tried again. */
  async #deliver({ site, upload }: Job): Promise<void> {
    const { database, sendMail, now } = this.dependencies;
    const { mails, language } = await database.withSite(site, async (queries) => ({
      mails: await unsentMailsOf(queries, site, upload),
      language: (await findUpload(queries, site, upload))?.language ?? 'en',
    }));
    const isInTime = startBudget();
    const failures: unknown[] = [];
    let left = 0;
    for (const mail of mails) {
      if (!isInTime()) {
        left++;
        continue;
      }
      try {
        await inLanguage(language, () => sendMail(mailId(upload, mail), mail));
      } catch (error) {
        failures.push(error);
        continue;
      }
      await database.withSite(site, (queries) => markMailSent(queries, site, upload, mail, now()));
    }
    if (failures.length > 0) throw failures[0];
    if (left > 0) await database.withSite(site, (queries) => sendJob(queries, 'mail', { site, upload }));
  }
}

type Outcome = 'done' | 'failed' | 'left';

/** How long a job begins to send, in milliseconds: with the longest attempt after it, shorter than the job's time. */
const SENDING = 10_000;

/** @returns whether there is still time to send another */
function startBudget(): () => boolean {
  const end = performance.now() + SENDING;
  return () => performance.now() < end;
}
