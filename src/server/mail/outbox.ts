import type { UploadLog } from '../../api/uploads';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Puts the confirmation of an upload where the mailer finds it, in the transaction that applies the upload. */
export async function queueMail(queries: Queries, site: SiteId, id: string, mail: Mail): Promise<void> {
  await queries.query(
    'INSERT INTO upload_mails (site_id, upload_id, recipient, subject, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [site, id, mail.to, mail.subject, mail.text],
  );
}

export async function readMail(queries: Queries, site: SiteId, id: string): Promise<UploadLog['mail']> {
  const [row] = await queries.query<{ recipient: string; subject: string; body: string; sent_at: Date | null }>(
    'SELECT recipient, subject, body, sent_at FROM upload_mails WHERE site_id = $1 AND upload_id = $2',
    [site, id],
  );
  if (row === undefined) return null;
  return {
    to: row.recipient,
    subject: row.subject,
    text: row.body,
    sentAt: row.sent_at === null ? null : new Date(row.sent_at).toISOString(),
  };
}

/** The mails of a site that have not been sent. */
export async function unsentMails(queries: Queries, site: SiteId): Promise<readonly string[]> {
  const rows = await queries.query<{ upload_id: string }>('SELECT upload_id FROM upload_mails WHERE site_id = $1 AND sent_at IS NULL', [
    site,
  ]);
  return rows.map((row) => row.upload_id);
}

export async function markMailSent(queries: Queries, site: SiteId, id: string, at: Date): Promise<void> {
  await queries.query('UPDATE upload_mails SET sent_at = $3 WHERE site_id = $1 AND upload_id = $2', [site, id, at.toISOString()]);
}
