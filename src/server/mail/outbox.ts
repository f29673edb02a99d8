import sql from 'sql-template-tag';
import { MAX_MAILS, type SentMail } from '../../api/uploads';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Queues an upload's confirmation in the transaction that applies the upload. */
export async function queueMail(queries: Queries, site: SiteId, id: string, mail: Mail): Promise<void> {
  await queries.query(
    sql`INSERT INTO upload_mails (site_id, upload_id, recipient, subject, body) VALUES (${site}, ${id}, ${mail.to}, ${mail.subject}, ${mail.text}) ON CONFLICT DO NOTHING`,
  );
}

interface MailRow {
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly sent_at: Date | null;
}

function sentMail({ recipient, subject, body, sent_at }: MailRow): SentMail {
  return { to: recipient, subject, text: body, sentAt: sent_at === null ? null : new Date(sent_at).toISOString() };
}

export async function readMail(queries: Queries, site: SiteId, id: string): Promise<SentMail | null> {
  const [row] = await queries.query<MailRow>(
    sql`SELECT recipient, subject, body, sent_at FROM upload_mails WHERE site_id = ${site} AND upload_id = ${id}`,
  );
  return row === undefined ? null : sentMail(row);
}

/** The mails that were sent to an address, newest first. */
export async function sentMails(queries: Queries, site: SiteId, recipient: string): Promise<SentMail[]> {
  const rows = await queries.query<MailRow>(
    sql`SELECT recipient, subject, body, sent_at FROM upload_mails
      WHERE site_id = ${site} AND recipient = ${recipient} AND sent_at IS NOT NULL ORDER BY sent_at DESC LIMIT ${MAX_MAILS}`,
  );
  return rows.map(sentMail);
}

/** A site's unsent mails. */
export async function unsentMails(queries: Queries, site: SiteId): Promise<readonly string[]> {
  const rows = await queries.query<{ upload_id: string }>(
    sql`SELECT upload_id FROM upload_mails WHERE site_id = ${site} AND sent_at IS NULL`,
  );
  return rows.map((row) => row.upload_id);
}

export async function markMailSent(queries: Queries, site: SiteId, id: string, at: Date): Promise<void> {
  await queries.query(sql`UPDATE upload_mails SET sent_at = ${at.toISOString()} WHERE site_id = ${site} AND upload_id = ${id}`);
}
