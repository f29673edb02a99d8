import type { Security } from '../rules/securities';
import { SECURITIES } from './accounts';
import { counted, number, plural } from './format';
import { translated } from './language';
import { ROWS } from './nouns';

/** What happened, and what to do about it. */
export interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

const ASK_ADMINISTRATOR = 'Ask an administrator of your site.';
const RELOAD = 'Reload the list.';

const THINGS = {
  page: 'page',
  site: 'site',
  upload: 'upload',
  mapping: 'mapping',
  user: 'user',
  staff: 'staff member',
  token: 'token',
  webhook: 'webhook',
  source: 'source',
} as const;
export type Thing = keyof typeof THINGS;

/** The refusals of the API. */
export const PROBLEMS = translated('PROBLEMS', {
  signedOut: { title: 'You are not signed in', detail: 'Sign in and try again.' },
  unknownUser: {
    title: 'This site has no user with that e-mail address',
    detail: 'Check the address, or ask an administrator to add you.',
  },
  noDemo: { title: 'Demo sign-in is off', detail: 'Sign in with your organization’s account.' },
  noProvider: { title: 'No identity provider is set up', detail: 'Ask your administrator, or try the sample site.' },
  idTokenRefused: { title: 'Your organization’s sign-in was not accepted', detail: 'Sign in on the sign-in page instead.' },
  lacksSecurity: (securities: readonly Security[], joined: 'and' | 'or') => ({
    title: 'You don’t have the right to do this',
    detail: `It requires ${securities.map((security) => `“${SECURITIES[security]}”`).join(` ${joined} `)}. ${ASK_ADMINISTRATOR}`,
  }),
  othersUpload: {
    title: 'You can’t change this upload',
    detail: `Another user submitted it, and you don’t have all the rights that its rows require. ${ASK_ADMINISTRATOR}`,
  },
  otherPrograms: {
    title: 'You don’t have the right to change this program',
    detail: `Your rights are limited to other programs. ${ASK_ADMINISTRATOR}`,
  },
  othersCaseload: {
    title: 'You don’t have the right to change this caseworker’s caseload',
    detail: `Your rights are limited to your own caseload. ${ASK_ADMINISTRATOR}`,
  },
  ownApproval: {
    title: 'You can’t approve this upload',
    detail: 'You have submitted, fixed or released it yourself. Somebody else has to look at it.',
  },
  changedSinceReview: {
    title: 'The upload has changed since you looked at it',
    detail: 'Somebody has decided on it, or it was fixed meanwhile. Open it again from the list.',
  },
  notWaiting: {
    title: 'This upload is not waiting for approval',
    detail: 'Perhaps somebody else has decided on it meanwhile. Reload the list.',
  },
  tooManySources: (most: number) => ({
    title: 'The site has reached its limit of sources',
    detail: `It can have at most ${number(most)}. Ask an administrator of your site to remove one.`,
  }),
  webhookNotHttps: { title: 'The address must start with https://', detail: 'Deliveries go over encrypted connections only.' },
  noWebhooks: {
    title: 'Webhooks are not set up',
    detail: 'Whoever runs this service has to set WEBHOOK_KEY, which signs them.',
  },
  tooManyTokens: (most: number) => ({
    title: 'The site has reached its limit of API tokens',
    detail: `It can have at most ${number(most)}. Revoke one first, for example one that has expired.`,
  }),
  tooManyWebhooks: (most: number) => ({
    title: 'The site has reached its limit of webhooks',
    detail: `It can have at most ${number(most)}. Remove one first.`,
  }),
  lastAdministrator: {
    title: 'The site would have no administrator',
    detail: 'Make another user an administrator first.',
  },
  notFound: (thing: Thing) => ({
    title: `There is no such ${THINGS[thing]}`,
    detail: `It may have been removed, or belong to another site. ${RELOAD}`,
  }),
  invalid: (where: string, cause: string) => ({ title: 'The request can’t be read', detail: `${where}: ${cause}` }),
  unsupported: {
    title: 'This content type is not supported',
    detail: 'Send JSON with Content-Type: application/json, or a file as multipart/form-data.',
  },
  refused: { title: 'The request was refused', detail: 'Check the address and the headers.' },
  tooLarge: {
    title: 'The sheet is too large',
    detail: 'You can submit at most 100,000 rows and 25 MiB at once. Split the sheet and submit the parts one after the other.',
  },
  tooLong: (kibibytes: number) => ({ title: 'The request is too large', detail: `The limit is ${number(kibibytes)} KiB.` }),
  unreadableFile: (why: string) => ({ title: 'The file can’t be read', detail: why }),
  tooMuch: {
    title: 'Reading this takes too much time or memory',
    detail: 'Copy its rows into a new workbook, or submit them in parts.',
  },
  keyReused: {
    title: 'This Idempotency-Key was used for something else',
    detail: 'Nothing was received. Use a new key for changed content.',
  },
  tooMany: (seconds: number) => ({ title: 'Too many requests', detail: `Wait ${seconds} s, then try again.` }),
  tooManyWaiting: (seconds: number) => ({
    title: 'You already have too many requests waiting',
    detail: `Wait ${seconds} s, then try again. Submit one sheet after the other.`,
  }),
  busy: (seconds: number) => ({
    title: 'The service is busy right now',
    detail: `Nothing was changed. Wait ${seconds} s, then try again.`,
  }),
  full: {
    title: 'The service has no disk space left',
    detail: 'Nothing was changed. Ask your administrator to free space, then try again.',
  },
  away: {
    title: 'The service can’t reach its database',
    detail: 'Try again in a moment. Nothing that was received is lost, and submitting the same upload again is safe.',
  },
  fault: (id: string) => ({
    title: 'Something went wrong in the service',
    detail: `Nothing was changed. Try again; if it happens again, give your administrator this number: ${id}.`,
  }),
  clientGone: { title: 'The client closed the connection', detail: 'Try again.' },
  noLog: { title: 'There is no log yet', detail: 'It is available when the upload is complete.' },
  notCancellable: { title: 'This upload can no longer be cancelled', detail: `It is being applied, or is complete. ${RELOAD}` },
  notFailed: { title: 'This upload has not failed', detail: `Only a failed upload can be retried. ${RELOAD}` },
  notFixable: { title: 'This upload no longer needs fixes', detail: RELOAD },
  fixesMissing: (open: number) => ({
    title: `${counted(open, { one: 'error', other: 'errors' })} ${plural(open, { one: 'is', other: 'are' })} not corrected yet`,
    detail: 'Choose a value for each, or leave its rows out. Then continue.',
  }),
  fixedByOthers: { title: 'Someone else is fixing this upload right now', detail: 'Reload the list, and agree on who continues.' },
  tooOldToUndo: (days: number) => ({
    title: 'This upload is too old to be undone',
    detail: `You can undo an upload for ${days} days. Correct it with a new upload.`,
  }),
  notUndoable: { title: 'This upload can’t be undone', detail: `Only a complete upload can be. ${RELOAD}` },
  nothingToUndo: {
    title: 'Nothing can be undone as it is',
    detail: 'All that is left of this upload has changed since. Undo the later uploads first, or correct it with a new upload.',
  },
} satisfies Record<string, ProblemText | ((...values: never[]) => ProblemText)>);

/** Why a part of a request is invalid; follows its name and a colon. */
export const INVALID = translated('INVALID', {
  noBody: 'it is missing; send JSON with Content-Type: application/json',
  notJson: 'it is not valid JSON',
  tooDeep: (depth: number) => `it is nested more than ${depth} levels deep`,
  zero: 'it contains the null character (U+0000); remove it',
  notMultipart: 'it is incomplete, or not multipart/form-data; send it again',
  noFile: 'it contains no file; send a .csv or .xlsx file',
  noKey: 'it is missing; send the same value again when you retry the same upload',
  noCursor: 'use the one from the previous answer',
  twoPeople: (id: string) => `“${id}” stands for two people. Give each ID once`,
  nobody: (id: string, ours: number) => `“${id}” stands for ${ours}, which is not on this site`,
  otherPerson: (id: string) => `“${id}” stands for somebody else already. Forget it first (null), if it was wrong`,
  machine: 'is the name of an API token',
  notForTokens: 'is for programs; sign in to do this',
  noProgram: (id: number) => `the site has no program ${id}`,
  noStaffMember: (id: number) => `the site has no staff member ${id}`,
  ownWithoutStaffId: 'is needed by rights that reach the user’s own caseload',
  noGroup: 'there is no such group of errors; reload them',
  notLeavable: 'this error concerns the whole sheet; cancel the upload, correct the sheet and submit it again',
  longCell: (length: number, most: number) => `it has ${number(length)} characters; a cell holds at most ${number(most)}. Shorten it`,
  wideRow: (most: number) => `it has more than ${most} columns; remove those that are not in the template`,
  invalid: 'it is not valid',
});

/** The parts of a request. */
export const PARTS = translated('PARTS', {
  address: 'the address',
  body: 'the body',
  cursor: 'cursor',
  idempotencyKey: 'the header Idempotency-Key',
  programIds: 'programIds',
  email: 'email',
  token: 'token',
  ids: 'ids',
  staffId: 'staffId',
  fix: (group: string) => `fixes, ${group}`,
  cell: (address: string) => `cells, ${address}`,
  row: (row: number) => `cells, ${ROWS.one} ${row}`,
});

/** Why an upload failed; its user reads it beside the button *Retry*. */
export const UPLOAD_FAILED = translated('UPLOAD_FAILED', {
  full: 'The service has no disk space left. Nothing was applied. Ask your administrator to free space, then choose Retry.',
  refused: ({ title, detail }: ProblemText) => `${title}. Nothing was applied. ${detail}`,
  fault: 'Something went wrong in the service. Nothing was applied. Choose Retry.',
});
