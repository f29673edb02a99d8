import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { MAX_MAILS, type SentMail } from '../../api/uploads';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';

export interface Mail {
  readonly to: string;
  /** What it is for; the confirmation if absent. A recipient gets one of each kind and upload. */
  readonly kind?: string;
  readonly subject: string;
  readonly text: string;
}

const CONFIRMATION = 'confirmation';

/** An ID of a mail that stays the same when it is sent again. */
export function mailId(upload: string, { kind, to }: Required<Mail>): string {
  if (kind === CONFIRMATION) return upload;
  return `${upload}-${createHash('sha256').update(`${kind} ${to}`).digest('hex').slice(0, 16)}`;
}

/** Queues a mail about an upload in the caller's transaction; a job of the step `mail` sends it. */
export async function queueMail(queries: Queries, site: SiteId, id: string, mail: Mail): Promise<void> {
  // Nobody is left to tell: a token's user and its creator are gone.
  if (mail.to === '') return;
  await queries.query(
    sql`INSERT INTO upload_mails (site_id, upload_id, kind, recipient, subject, body) VALUES (${site}, ${id}, ${mail.kind ?? CONFIRMATION}, ${mail.to}, ${mail.subject}, ${mail.text}) ON CONFLICT DO NOTHING`,
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

/** The confirmation of an upload. */
export async function readMail(queries: Queries, site: SiteId, id: string): Promise<SentMail | null> {
  const [row] = await queries.query<MailRow>(
    sql`SELECT recipient, subject, body, sent_at FROM upload_mails WHERE site_id = ${site} AND upload_id = ${id} AND kind = ${CONFIRMATION}`,
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

/** The uploads of a site with unsent mails. */
export async function unsentMails(queries: Queries, site: SiteId): Promise<readonly string[]> {
  const rows = await queries.query<{ upload_id: string }>(
    sql`SELECT DISTINCT upload_id FROM upload_mails WHERE site_id = ${site} AND sent_at IS NULL`,
  );
  return rows.map((row) => row.upload_id);
}

/** An upload's mails that were not sent yet. */
export async function unsentMailsOf(queries: Queries, site: SiteId, id: string): Promise<readonly Required<Mail>[]> {
  return queries.query<Required<Mail>>(
    sql`SELECT kind, recipient AS to, subject, body AS text FROM upload_mails
      WHERE site_id = ${site} AND upload_id = ${id} AND sent_at IS NULL ORDER BY kind, recipient`,
  );
}

export async function markMailSent(queries: Queries, site: SiteId, id: string, { kind, to }: Required<Mail>, at: Date): Promise<void> {
  await queries.query(
    sql`UPDATE upload_mails SET sent_at = ${at.toISOString()} WHERE site_id = ${site} AND upload_id = ${id} AND kind = ${kind} AND recipient = ${to}`,
  );
}
