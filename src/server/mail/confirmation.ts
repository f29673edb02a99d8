import type { Upload } from '../../api/uploads';
import type { Mail } from './outbox';

/**
 * The e-mail that the help page promises: how to find the detailed log, and how many records were received and accepted.
 * It goes to who sent the upload and to who sent it on after fixes, and names them and whoever chose fixes, but no participant.
 * @param people everybody whose choice is in it
 */
export function confirmationMail(upload: Upload, people: readonly string[], publicUrl: string): Mail {
  const counts = `Records received: ${upload.received}\nRecords accepted: ${upload.accepted ?? 0}`;
  return {
    to: [...new Set([upload.createdBy, upload.releasedBy])].join(', '),
    subject: `Caseload upload “${upload.name}” is complete`,
    text: [
      `Your caseload upload “${upload.name}” is complete.`,
      counts,
      ...(people.length > 1 ? [whoDidWhat(upload, people)] : []),
      ...(upload.note === null ? [] : [upload.note]),
      'To see what was done row by row, open the Caseload tab in Excel, choose Uploads, then Complete, and View log next to this upload.',
      `The service: ${publicUrl}`,
    ].join('\n\n'),
  };
}

function whoDidWhat({ createdBy, releasedBy }: Upload, people: readonly string[]): string {
  const others = people.filter((person) => person !== createdBy);
  return `Sent by: ${createdBy}\nErrors fixed or released by: ${others.join(', ')}\nReleased by: ${releasedBy}`;
}
