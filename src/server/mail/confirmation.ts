import type { Upload } from '../../api/uploads';
import { confirmationText } from '../../core/text/mail';
import { mailAddresses } from '../accounts/users';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import type { Mail } from './outbox';

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
  const to = await mailAddresses(queries, site, [createdBy, releasedBy, ...(approval?.by == null ? [] : [approval.by])]);
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
