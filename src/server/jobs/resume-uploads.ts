import { raw } from 'sql-template-tag';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { unsentMails } from '../mail/outbox';
import { unfinishedUploads } from '../uploads/upload-store';
import { undelivered } from '../webhooks/webhook-store';
import { sendJob } from './send-job';

/** Whether a service has prepared the queue in a database. */
export async function hasQueue(queries: Queries): Promise<boolean> {
  const [table] = await queries.query<{ exists: boolean }>(raw(`SELECT to_regclass('pgboss.job') IS NOT NULL AS exists`));
  return table?.exists === true;
}

/** Sends the jobs of a site's uploads that are not finished: their process has died, or worked on another database. */
export async function resumeUploads(queries: Queries, site: SiteId): Promise<void> {
  for (const { id, state, weight } of await unfinishedUploads(queries, site))
    await sendJob(queries, state === 'applying' ? 'apply' : 'check', { site, upload: id }, weight);
  for (const upload of await unsentMails(queries, site)) await sendJob(queries, 'mail', { site, upload });
  for (const upload of await undelivered(queries, site)) await sendJob(queries, 'webhook', { site, upload });
}
