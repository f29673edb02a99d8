import { createHmac, randomUUID } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Upload } from '../../api/uploads';
import type { Webhook } from '../../api/webhooks';
import type { Account } from '../accounts/sessions';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';
import { writeSiteAudit } from '../sites/site-settings';
import { LOCK_TIMEOUT, lockSite } from '../sites/site-store';

/** The most webhooks of a site. */
const MAX_WEBHOOKS = 5;

interface WebhookRow extends Omit<Webhook, 'createdAt' | 'lastAt'> {
  readonly created_at: Date;
  readonly last_at: Date | null;
}

export async function listWebhooks(queries: Queries, site: SiteId): Promise<Webhook[]> {
  const rows = await queries.query<WebhookRow>(
    sql`SELECT webhook_id AS id, url, created_by AS "createdBy", created_at, last_status AS "lastStatus", last_at FROM webhooks WHERE site_id = ${site} ORDER BY created_at`,
  );
  return rows.map(({ created_at, last_at, ...webhook }) => ({
    ...webhook,
    createdAt: new Date(created_at).toISOString(),
    lastAt: last_at === null ? null : new Date(last_at).toISOString(),
  }));
}

/** @throws ProblemError 409 if the site has too many */
export async function addWebhook(queries: Queries, account: Account, url: string, now: Date): Promise<string> {
  const { site, email } = account;
  // Locked, so that concurrent requests can't exceed the limit.
  await lockSite(queries, site, LOCK_TIMEOUT);
  const id = randomUUID();
  const made = await queries.query(
    sql`INSERT INTO webhooks (site_id, webhook_id, url, created_by, created_at)
     SELECT ${site}, ${id}, ${url}, ${email}, ${now.toISOString()} WHERE (SELECT count(*) FROM webhooks w WHERE w.site_id = ${site}) < ${MAX_WEBHOOKS} RETURNING webhook_id`,
  );
  if (made.length === 0) throw problems.tooManyWebhooks(MAX_WEBHOOKS);
  await writeSiteAudit(queries, account, now, 'webhook', null, { id, url });
  return id;
}

/** @throws ProblemError 404 */
export async function removeWebhook(queries: Queries, account: Account, id: string, now: Date): Promise<void> {
  const { site } = account;
  const [removed] = await queries.query<{ url: string }>(
    sql`DELETE FROM webhooks WHERE site_id = ${site} AND webhook_id = ${id} RETURNING url`,
  );
  if (removed === undefined) throw problems.notFound('webhook');
  await writeSiteAudit(queries, account, now, 'webhook', { id, url: removed.url }, null);
}

/** The secret that signs a webhook's deliveries. Derived, so that no database holds it. */
export function signingSecret(key: string, site: SiteId, id: string): string {
  return createHmac('sha256', key).update(`webhook ${site} ${id}`).digest('base64url');
}

/** The states of uploads that webhooks are told of. */
const TOLD: readonly Upload['state'][] = ['complete', 'needs-fixes', 'needs-approval', 'failed', 'undone'];

/**
 * Queues the deliveries about an upload's new state in the caller's transaction.
 * @returns whether there are any
 */
export async function queueDeliveries(queries: Queries, site: SiteId, upload: Upload): Promise<boolean> {
  if (!TOLD.includes(upload.state)) return false;
  const { id, state, received, accepted } = upload;
  const queued = await queries.query(
    sql`INSERT INTO webhook_deliveries (site_id, webhook_id, upload_id, event, body, created_at)
     SELECT ${site}, w.webhook_id, ${id}::uuid, ${`upload ${state}`}, ${JSON.stringify({ id, state, received, accepted })}::text::jsonb, clock_timestamp()
     FROM webhooks w WHERE w.site_id = ${site} RETURNING delivery_id`,
  );
  return queued.length > 0;
}

/** A delivery that was not accepted yet. */
export interface Delivery {
  readonly id: string;
  readonly webhook: string;
  readonly url: string;
  readonly event: string;
  readonly body: unknown;
  readonly createdAt: string;
}

/** An upload's deliveries that were not accepted yet, oldest first. */
export async function openDeliveries(queries: Queries, site: SiteId, upload: string): Promise<readonly Delivery[]> {
  const rows = await queries.query<Omit<Delivery, 'createdAt'> & { created_at: Date }>(
    sql`SELECT d.delivery_id AS id, d.webhook_id AS webhook, w.url, d.event, d.body, d.created_at FROM webhook_deliveries d
     JOIN webhooks w ON w.site_id = ${site} AND w.webhook_id = d.webhook_id
     WHERE d.site_id = ${site} AND d.upload_id = ${upload} ORDER BY d.created_at`,
  );
  return rows.map(({ created_at, ...delivery }) => ({ ...delivery, createdAt: new Date(created_at).toISOString() }));
}

/** Records an attempt, and forgets a delivery that was accepted. @param status the HTTP status, or why there was none */
export async function recordAttempt(
  queries: Queries,
  site: SiteId,
  { id, webhook }: Delivery,
  { isAccepted, status }: { readonly isAccepted: boolean; readonly status: string },
  now: Date,
): Promise<void> {
  if (isAccepted) await queries.query(sql`DELETE FROM webhook_deliveries WHERE site_id = ${site} AND delivery_id = ${id}`);
  await queries.query(
    sql`UPDATE webhooks SET last_status = ${status}, last_at = ${now.toISOString()} WHERE site_id = ${site} AND webhook_id = ${webhook}`,
  );
}

/** Forgets the deliveries of a site that were tried for long enough. */
export async function forgetOldDeliveries(queries: Queries, site: SiteId): Promise<void> {
  await queries.query(sql`DELETE FROM webhook_deliveries WHERE site_id = ${site} AND created_at < clock_timestamp() - interval '2 days'`);
}

/** The uploads of a site with open deliveries. */
export async function undelivered(queries: Queries, site: SiteId): Promise<readonly string[]> {
  const rows = await queries.query<{ upload_id: string }>(sql`SELECT DISTINCT upload_id FROM webhook_deliveries WHERE site_id = ${site}`);
  return rows.map((row) => row.upload_id);
}
