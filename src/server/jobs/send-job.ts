import { randomUUID } from 'node:crypto';
import PgBoss from 'pg-boss';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';

/** The steps of an upload after its receipt; each is a job. */
export type Step = 'check' | 'apply' | 'mail' | 'webhook';

/** The upload of a job. The queue contains nothing else. */
export interface Job {
  readonly site: SiteId;
  readonly upload: string;
}

/** Above this many rows, a process runs one step at a time, beside smaller ones. */
export const LARGE_ROWS = 5000;

/** A step's queue: large uploads have their own, so that small ones do not wait behind them. */
export type QueueName = Step | 'check-large' | 'apply-large';

export function queueOf(step: Step, rows: number): QueueName {
  return step === 'mail' || step === 'webhook' || rows <= LARGE_ROWS ? step : `${step}-large`;
}

export const SCHEMA = 'pgboss';

/** The time, in seconds, after which a step's process is presumed dead: a base, plus one for a number of rows. */
const SHORTEST = 20;
const ROWS_A_SECOND = 200;

/** Only sends jobs, on the caller's connection; never started. */
const writer = new PgBoss({ db: { executeSql: () => Promise.reject(new Error('A job is sent in a transaction.')) }, schema: SCHEMA });

/**
 * Identical steps that wait are one. Mails and deliveries are not: a job that waits may be done before the caller's transaction is committed, and
 * would not see what it has queued.
 */
function singletonKeyOf(step: Step, { site, upload }: Job): string {
  return step === 'mail' || step === 'webhook' ? randomUUID() : `${site} ${upload}`;
}

/**
 * Sends a job in the caller's transaction.
 * @param rows the upload's number of rows
 * @param waiting the number of waiting uploads of the same user and site, which lowers the priority
 */
export async function sendJob(queries: Queries, step: Step, job: Job, rows = 0, waiting = 0): Promise<void> {
  const db = { executeSql: async (text: string, values: unknown[]) => ({ rows: [...(await queries.query({ text, values }))] }) };
  await writer.send(queueOf(step, rows), job, {
    db,
    singletonKey: singletonKeyOf(step, job),
    expireInSeconds: Math.ceil(SHORTEST + rows / ROWS_A_SECOND),
    priority: -waiting,
  });
}
