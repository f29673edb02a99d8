import type { Upload } from '../../api/uploads';
import { confirmationText } from '../../core/text/mail';
import type { Mail } from './outbox';

/**
 * The e-mail that the help page promises: where to find the detailed log, and how many records were received and accepted.
 * It goes to the users who submitted, released and approved the upload, and names everyone who chose fixes, but no participant.
 * @param people everyone who submitted, fixed or released the upload
 * @param unreachable the caseworkers who could not be told of it
 */
export function confirmationMail(upload: Upload, people: readonly string[], unreachable: readonly string[], publicUrl: string): Mail {
  const { name, received, accepted, note, createdBy, releasedBy, approval } = upload;
  const fixedBy = people.filter((person) => person !== createdBy);
  const others = people.length > 1 ? { sentBy: createdBy, fixedBy, releasedBy } : undefined;
  return {
    to: [...new Set([createdBy, releasedBy, ...(approval?.by == null ? [] : [approval.by])])].join(', '),
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
