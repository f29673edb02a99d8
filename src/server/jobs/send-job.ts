import PgBoss from 'pg-boss';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';

/** What is done to an upload after its receipt, each step a job of its own. */
export type Step = 'check' | 'apply' | 'mail';

/** Which upload a job is about. Nothing else stands in the queue. */
export interface Job {
  readonly site: SiteId;
  readonly upload: string;
}

/** Above this many rows a step is done one at a time in each process, beside the smaller ones. */
export const LARGE_ROWS = 5000;

/** A step's queues: large uploads wait in one of their own, so that nobody waits behind them. */
export type QueueName = Step | 'check-large' | 'apply-large';

export function queueOf(step: Step, rows: number): QueueName {
  return step === 'mail' || rows <= LARGE_ROWS ? step : `${step}-large`;
}

export const SCHEMA = 'pgboss';

/** How long a step may take, in seconds, before its process is taken for dead: so much, and one more for so many rows. */
const SHORTEST = 20;
const ROWS_A_SECOND = 200;

/** Only writes jobs, by the caller's connection: it is never started. */
const writer = new PgBoss({ db: { executeSql: () => Promise.reject(new Error('A job is sent in a transaction.')) }, schema: SCHEMA });

/**
 * Sends a job in the caller's transaction: there is one exactly if what it is about is there.
 * @param rows how many rows the upload has
 * @param waiting how many uploads of the same people wait: those with many get a lower priority
 */
export async function sendJob(queries: Queries, step: Step, job: Job, rows = 0, waiting = 0): Promise<void> {
  const db = { executeSql: async (text: string, values: unknown[]) => ({ rows: [...(await queries.query({ text, values }))] }) };
  await writer.send(queueOf(step, rows), job, {
    db,
    singletonKey: `${job.site} ${job.upload}`,
    expireInSeconds: Math.ceil(SHORTEST + rows / ROWS_A_SECOND),
    priority: -waiting,
  });
}
