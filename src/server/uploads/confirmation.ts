import type { Upload } from '../../core/contract';
import type { Mail } from './store';

/**
 * The e-mail that the help page promises: how to find the detailed log, and how many records were received and accepted.
 * It names nobody but the user.
 */
export function confirmationMail(upload: Upload, publicUrl: string): Mail {
  const counts = `Records received: ${upload.received}\nRecords accepted: ${upload.accepted ?? 0}`;
  return {
    to: upload.createdBy,
    subject: `Caseload upload “${upload.name}” is complete`,
    text: [
      `Your caseload upload “${upload.name}” is complete.`,
      counts,
      ...(upload.note === null ? [] : [upload.note]),
      'To see what was done row by row, open the Caseload tab in Excel, choose Uploads, then Complete, and View log next to this upload.',
      `The service: ${publicUrl}`,
    ].join('\n\n'),
  };
}
