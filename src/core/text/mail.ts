import { counted, number, plural } from './format';
import { translated } from './language';
import { ROWS } from './nouns';

interface Confirmation {
  readonly name: string;
  readonly received: number;
  readonly accepted: number;
  readonly note: string | null;
  readonly publicUrl: string;
  /** Set if other users fixed errors or released the upload. */
  readonly approvedBy: string | undefined;
  /** Caseworkers who could not be told. */
  readonly unreachable: readonly string[];
  readonly others: { readonly sentBy: string; readonly fixedBy: readonly string[]; readonly releasedBy: string } | undefined;
}

/** The mail that confirms an upload. */
export const confirmationText = translated(
  'confirmationText',
  ({ name, received, accepted, note, publicUrl, others, approvedBy, unreachable }: Confirmation) => {
    const paragraphs = [
      `Your caseload upload “${name}” is complete.`,
      `Records received: ${number(received)}\nRecords accepted: ${number(accepted)}`,
      others && `Submitted by: ${others.sentBy}\nErrors fixed by: ${others.fixedBy.join(', ')}\nReleased by: ${others.releasedBy}`,
      approvedBy && `Approved by: ${approvedBy}`,
      unreachable.length > 0 && `Not told, because they have no e-mail address: ${unreachable.join(', ')}`,
      note,
      'To see the result of each row, open the Caseload tab in Excel, choose Uploads, then Complete, and View log next to this upload.',
      `The service: ${publicUrl}`,
    ];
    return {
      subject: `Caseload upload “${name}” is complete`,
      text: paragraphs.filter((paragraph) => typeof paragraph === 'string').join('\n\n'),
    };
  },
);

interface Undone {
  readonly name: string;
  /** The day on which it was sent, and its number of rows: many uploads have the same name. */
  readonly sent: string;
  readonly received: number;
  readonly by: string;
  /** The number of rows that were not reversed, at least in part. */
  readonly left: number;
  readonly publicUrl: string;
}

/** The mail to those who sent an upload that somebody else has undone. */
export const undoneText = translated('undoneText', ({ name, sent, received, by, left, publicUrl }: Undone) => ({
  subject: `Caseload upload “${name}” was undone`,
  text: [
    `${by} undid the caseload upload “${name}”, sent on ${sent} with ${counted(received, ROWS)}.`,
    left === 0
      ? 'Everything that it began or ended was reversed.'
      : `What it began or ended was reversed, except for ${counted(left, ROWS)} whose ${plural(left, { one: 'record has', other: 'records have' })} changed since.`,
    'To see each row, open the Caseload tab in Excel, choose Uploads, then Complete, and View log next to this upload.',
    `The service: ${publicUrl}`,
  ].join('\n\n'),
}));

interface Digest {
  /** The caseworker's. */
  readonly name: string;
  readonly site: string;
  readonly begun: number;
  readonly ended: number;
  readonly open: number;
  readonly event: 'applied' | 'undone';
  readonly publicUrl: string;
}

/** The mail to a caseworker about an upload, or about undoing it. */
export const digestText = translated('digestText', ({ name, site, begun, ended, open, event, publicUrl }: Digest) => {
  const changes = [begun > 0 && `${number(begun)} began`, ended > 0 && `${number(ended)} ended`].filter(Boolean).join(' and ');
  return {
    subject: `Your caseload at ${site} has changed`,
    text: [
      `${name},`,
      event === 'applied'
        ? `Your assignments: ${changes}. You have ${number(open)} open now.`
        : `An upload was undone, which reverses these changes to your assignments: ${changes}. You have ${number(open)} open now.`,
      `To see them, open the Caseload tab in Excel and choose Current caseload: ${publicUrl}`,
    ].join('\n\n'),
  };
});

interface Waiting {
  readonly name: string;
  readonly received: number;
  readonly by: string;
  readonly publicUrl: string;
}

/** The mails about approvals. */
export const APPROVAL_MAILS = translated('APPROVAL_MAILS', {
  waiting: ({ name, received, by, publicUrl }: Waiting) => ({
    subject: `Caseload upload “${name}” is waiting for your approval`,
    text: [
      `${by} has sent “${name}” with ${counted(received, ROWS)}. None of it is applied until somebody approves it.`,
      'To see what it would change, open the Caseload tab in Excel, choose Uploads, then In Progress, and Review next to this upload.',
      `The service: ${publicUrl}`,
    ].join('\n\n'),
  }),
  sentBack: ({
    name,
    by,
    note,
    publicUrl,
  }: {
    readonly name: string;
    readonly by: string;
    readonly note: string;
    readonly publicUrl: string;
  }) => ({
    subject: `Caseload upload “${name}” was sent back`,
    text: [
      `${by} has not approved “${name}”. None of it was applied.`,
      note,
      'In Excel, choose Uploads, then In Progress: cancel it and submit a corrected sheet, or choose Ask for approval again.',
      `The service: ${publicUrl}`,
    ].join('\n\n'),
  }),
});
