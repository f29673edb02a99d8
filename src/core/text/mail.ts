import { number } from './format';
import { translated } from './language';

interface Confirmation {
  readonly name: string;
  readonly received: number;
  readonly accepted: number;
  readonly note: string | null;
  readonly publicUrl: string;
  /** Set if other users fixed errors or released the upload. */
  readonly others: { readonly sentBy: string; readonly fixedBy: readonly string[]; readonly releasedBy: string } | undefined;
}

/** The mail that confirms an upload. */
export const confirmationText = translated('confirmationText', ({ name, received, accepted, note, publicUrl, others }: Confirmation) => {
  const paragraphs = [
    `Your caseload upload “${name}” is complete.`,
    `Records received: ${number(received)}\nRecords accepted: ${number(accepted)}`,
    others && `Submitted by: ${others.sentBy}\nErrors fixed by: ${others.fixedBy.join(', ')}\nReleased by: ${others.releasedBy}`,
    note,
    'To see the result of each row, open the Caseload tab in Excel, choose Uploads, then Complete, and View log next to this upload.',
    `The service: ${publicUrl}`,
  ];
  return {
    subject: `Caseload upload “${name}” is complete`,
    text: paragraphs.filter((paragraph) => typeof paragraph === 'string').join('\n\n'),
  };
});
