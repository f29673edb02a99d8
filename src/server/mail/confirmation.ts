import sql from 'sql-template-tag';
import type { Upload } from '../../api/uploads';
import { serialOfToday } from '../../core/caseload/dates';
import { date } from '../../core/text/format';
import { confirmationText, undoneText } from '../../core/text/mail';
import { currentUsers, mailAddresses } from '../accounts/users';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { inLanguage } from '../http/language';
import type { StoredUpload } from '../uploads/upload-store';
import { type Mail, queueMail } from './outbox';

/**
 * The e-mail that the help page promises: where to find the detailed log, and how many records were received and accepted.
 * It goes to the users who submitted, released and approved the upload, and names everyone who chose fixes, but no participant.
 * @param people everyone who submitted, fixed or released the upload
 * @param unreachable the caseworkers who could not be told of it
 */
export async function confirmationMail(
  queries: Queries,
  site: SiteId,
  upload: Upload,
  people: readonly string[],
  unreachable: readonly string[],
  publicUrl: string,
): Promise<Mail> {
  const { name, received, accepted, note, createdBy, releasedBy, approval } = upload;
  const fixedBy = people.filter((person) => person !== createdBy);
  const others = people.length > 1 ? { sentBy: createdBy, fixedBy, releasedBy } : undefined;
  const to = await mailAddresses(queries, site, sendersOf(upload));
  return {
    to: to.join(', '),
    ...confirmationText({
      name,
      received,
      accepted: accepted ?? 0,
      note,
      publicUrl,
      others,
      approvedBy: approval?.by ?? undefined,
      unreachable,
    }),
  };
}

/** Those who submitted, released and approved an upload. */
function sendersOf({ createdBy, releasedBy, approval }: Upload): readonly string[] {
  return [createdBy, releasedBy, ...(approval?.by == null ? [] : [approval.by])];
}

/** An undoing: by whom, at what time, and the number of rows that it left. */
interface Undoing {
  readonly by: string;
  readonly at: string;
  readonly left: number;
}

/**
 * Queues a mail to those who sent an upload which somebody else has undone: they believe that it is on record. Who has left the site is told nothing.
 */
export async function queueUndone(
  queries: Queries,
  site: SiteId,
  upload: StoredUpload,
  { by, at, left }: Undoing,
  publicUrl: string,
): Promise<void> {
  const { id, name, received, createdAt, language } = upload;
  const [settings] = await queries.query<{ time_zone: string }>(sql`SELECT time_zone FROM sites WHERE site_id = ${site}`);
  const day = serialOfToday(new Date(createdAt), settings?.time_zone);
  const [who = by] = await mailAddresses(queries, site, [by]);
  const senders = await currentUsers(queries, site, await mailAddresses(queries, site, sendersOf(upload)));
  const text = inLanguage(language, () => undoneText({ name, received, sent: date(day), by: who, left, publicUrl }));
  for (const to of senders) if (to !== who) await queueMail(queries, site, id, { to, kind: `undone ${at}`, ...text });
}
