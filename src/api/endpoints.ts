import type * as z from 'zod';
import type { Security } from '../core/rules/securities';
import {
  apiTokens,
  createdToken,
  demoUsers,
  idTokenRequest,
  newApiToken,
  newSession,
  session,
  sessionRequest,
  signInAnswer,
  signInOptions,
  signInQuery,
  signOutQuery,
  siteChoice,
  siteUser,
  siteUsers,
  token,
  tokenId,
  userEmail,
} from './accounts';
import { checkAnswer, checkRequest } from './check';
import { caseload, caseloadQuery, report } from './record';
import { MAX_BYTES } from './shared';
import { correctionsRequest, mapping, mappingId, site, siteSettings, staffChange, templateQuery } from './site';
import { idsRequest, newSource, resolved, resolveRequest, savedIds, source, sourceCorrections, sourceId, sources } from './sources';
import {
  approvalQuery,
  auditAnswer,
  auditRequest,
  errorGroups,
  errorsQuery,
  fixesRequest,
  logQuery,
  MAX_FIXES_BYTES,
  mails,
  newUpload,
  review,
  savedFixes,
  sendBackRequest,
  standingRows,
  undoneUpload,
  undoPreview,
  upload,
  uploadId,
  uploadLog,
  uploadPage,
  uploadQuery,
} from './uploads';
import { addedWebhook, newWebhook, webhookId, webhooks } from './webhooks';

/** Who may call an endpoint: anyone, any signed-in user, or users with any or all of some securities. */
export type Requirement = 'nothing' | 'session' | { readonly anyOf: readonly Security[] } | { readonly allOf: readonly Security[] };

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `BASE`; parameters are written as `:name`. */
  readonly path: string;
  readonly requires: Requirement;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The JSON of a successful answer; absent for files, streams, redirects and answers without a body. */
  readonly answer?: z.ZodType;
  /** The status of a successful answer; 200 if absent. */
  readonly status?: 202 | 204;
  /** The body size limit in bytes, where it exceeds the default. */
  readonly largeBody?: number;
  /** Signs a user in; rate-limited more strictly. */
  readonly signsIn?: true;
}

/** The path under which all endpoints are served. */
export const BASE = '/api';

const CHANGE_CASELOAD = { anyOf: ['caseload:record', 'caseload:record:own', 'caseload:end', 'caseload:end:own'] } as const;
const READ_UPLOADS = { anyOf: ['uploads:view', 'uploads:approve', ...CHANGE_CASELOAD.anyOf] } as const;
const APPROVE = { anyOf: ['uploads:approve'] } as const;
const ADMINISTER = { anyOf: ['site:admin'] } as const;

/** Every call of the API: server routes, the pane's client and the OpenAPI document are made from it. */
export const endpoints = {
  // Accounts
  listDemoUsers: {
    method: 'GET',
    path: '/demo/users',
    requires: 'nothing',
    summary: 'List the users of the demo site',
    answer: demoUsers,
  },
  signInToDemo: {
    method: 'POST',
    path: '/session',
    requires: 'nothing',
    signsIn: true,
    summary: 'Sign in to the demo site',
    body: sessionRequest,
    answer: newSession,
  },
  getSession: {
    method: 'GET',
    path: '/session',
    requires: 'session',
    summary: 'Get the current user, site and securities',
    answer: session,
  },
  switchSite: {
    method: 'POST',
    path: '/session/site',
    requires: 'session',
    summary: 'Change to another site of the current user; ends this session',
    body: siteChoice,
    answer: newSession,
  },
  signOut: {
    method: 'DELETE',
    path: '/session',
    requires: 'session',
    summary: 'Sign out here, or everywhere',
    query: signOutQuery,
    status: 204,
  },
  getSignInOptions: {
    method: 'GET',
    path: '/sign-in/options',
    requires: 'nothing',
    summary: 'Get the ways to sign in',
    answer: signInOptions,
  },
  startSignIn: {
    method: 'GET',
    path: '/sign-in',
    requires: 'nothing',
    signsIn: true,
    summary: 'Redirect to the identity provider',
    query: signInQuery,
  },
  finishSignIn: {
    method: 'GET',
    path: '/sign-in/callback',
    requires: 'nothing',
    signsIn: true,
    summary: 'Receive the identity provider’s answer',
    query: signInAnswer,
  },
  signInWithIdToken: {
    method: 'POST',
    path: '/session/id-token',
    requires: 'nothing',
    signsIn: true,
    summary: 'Sign in with an ID token that Excel received (nested app authentication)',
    body: idTokenRequest,
    answer: newSession,
  },
  createPaneSession: {
    method: 'POST',
    path: '/session/token',
    requires: 'session',
    summary: 'Create a session for the pane, which shares no cookies with the sign-in page',
    answer: token,
  },
  listUsers: {
    method: 'GET',
    path: '/users',
    requires: ADMINISTER,
    summary: 'List the site’s users and their securities',
    answer: siteUsers,
  },
  saveUser: {
    method: 'PUT',
    path: '/users',
    requires: ADMINISTER,
    summary: 'Add or change a user',
    body: siteUser,
    answer: siteUser,
  },
  // The address stands in the body: URLs are logged, here and by proxies.
  removeUser: {
    method: 'POST',
    path: '/users/remove',
    requires: ADMINISTER,
    summary: 'Remove a user and end all of their sessions',
    body: userEmail,
    status: 204,
  },

  // By machine
  listTokens: { method: 'GET', path: '/tokens', requires: ADMINISTER, summary: 'List the site’s API tokens', answer: apiTokens },
  createToken: {
    method: 'POST',
    path: '/tokens',
    requires: ADMINISTER,
    summary: 'Create an API token; its secret is shown once',
    body: newApiToken,
    answer: createdToken,
  },
  revokeToken: {
    method: 'DELETE',
    path: '/tokens/:id',
    requires: ADMINISTER,
    summary: 'Revoke an API token',
    params: tokenId,
    status: 204,
  },
  listWebhooks: { method: 'GET', path: '/webhooks', requires: ADMINISTER, summary: 'List the site’s webhooks', answer: webhooks },
  addWebhook: {
    method: 'POST',
    path: '/webhooks',
    requires: ADMINISTER,
    summary: 'Add a webhook, which is told when uploads are complete or need something; its secret is shown once',
    body: newWebhook,
    answer: addedWebhook,
  },
  removeWebhook: {
    method: 'DELETE',
    path: '/webhooks/:id',
    requires: ADMINISTER,
    summary: 'Remove a webhook',
    params: webhookId,
    status: 204,
  },

  // The site
  getSite: { method: 'GET', path: '/site', requires: 'session', summary: 'Get the site’s settings and lists', answer: site },
  getTemplate: {
    method: 'GET',
    path: '/template.xlsx',
    requires: 'session',
    summary: 'Download the template as a workbook with the site’s lists as dropdowns',
    query: templateQuery,
  },
  getCaseload: {
    method: 'GET',
    path: '/caseload',
    requires: { anyOf: ['caseload:end', 'caseload:end:own'] },
    summary: 'List the open assignments of a caseworker or program, to end or transfer them',
    query: caseloadQuery,
    answer: caseload,
  },
  getReport: {
    method: 'GET',
    path: '/report',
    requires: READ_UPLOADS,
    summary: 'Count open, begun and ended assignments by caseworker, program and month',
    answer: report,
  },
  saveSiteSettings: {
    method: 'PUT',
    path: '/site/settings',
    requires: ADMINISTER,
    summary: 'Set the approval threshold and digests',
    body: siteSettings,
    answer: siteSettings,
  },
  changeStaff: {
    method: 'PUT',
    path: '/staff',
    requires: ADMINISTER,
    summary: 'Disable a staff member who leaves, or enable one again',
    body: staffChange,
    answer: staffChange,
  },
  saveCorrections: {
    method: 'PUT',
    path: '/corrections',
    requires: CHANGE_CASELOAD,
    summary: 'Remember the values chosen for wrong ones, to suggest them first',
    body: correctionsRequest,
    status: 204,
  },
  getMapping: {
    method: 'GET',
    path: '/mappings/:signature',
    requires: 'session',
    summary: 'Get the columns matched before to these headers',
    params: mappingId,
    answer: mapping,
  },
  saveMapping: {
    method: 'PUT',
    path: '/mappings/:signature',
    requires: CHANGE_CASELOAD,
    summary: 'Remember the columns matched to these headers',
    params: mappingId,
    body: mapping,
    status: 204,
  },

  listSources: {
    method: 'GET',
    path: '/sources',
    requires: 'session',
    summary: 'List the systems from which sheets come',
    answer: sources,
  },
  saveSource: {
    method: 'PUT',
    path: '/sources',
    requires: CHANGE_CASELOAD,
    summary: 'Add a source, or replace the matched columns of the one with this name',
    body: newSource,
    answer: source,
  },
  removeSource: {
    method: 'DELETE',
    path: '/sources/:id',
    requires: ADMINISTER,
    summary: 'Remove a source with its IDs',
    params: sourceId,
    status: 204,
  },
  addSourceCorrections: {
    method: 'POST',
    path: '/sources/:id/corrections',
    requires: CHANGE_CASELOAD,
    summary: 'Remember the values chosen for wrong ones of a source',
    params: sourceId,
    body: sourceCorrections,
    status: 204,
  },
  saveSourceIds: {
    method: 'PUT',
    path: '/sources/:id/ids',
    requires: ADMINISTER,
    summary: 'Save a source’s own IDs of participants or staff, with ours',
    params: sourceId,
    body: idsRequest,
    answer: savedIds,
  },
  resolveSourceIds: {
    method: 'POST',
    path: '/sources/:id/resolve',
    requires: CHANGE_CASELOAD,
    summary: 'Find our IDs by a source’s own',
    params: sourceId,
    body: resolveRequest,
    answer: resolved,
  },

  // Sheets and uploads
  checkSheet: {
    method: 'POST',
    path: '/check',
    requires: CHANGE_CASELOAD,
    summary: 'Check a sheet, also against the record; stores nothing',
    body: checkRequest,
    largeBody: MAX_BYTES,
    answer: checkAnswer,
  },
  submitUpload: {
    method: 'POST',
    path: '/uploads',
    requires: CHANGE_CASELOAD,
    summary: 'Submit a sheet: its cells as JSON, or a .csv or .xlsx file as multipart',
    body: newUpload,
    largeBody: MAX_BYTES,
    answer: upload,
    status: 202,
  },
  listUploads: {
    method: 'GET',
    path: '/uploads',
    requires: READ_UPLOADS,
    summary: 'List the uploads of a tab, newest first',
    query: uploadQuery,
    answer: uploadPage,
  },
  getUpload: { method: 'GET', path: '/uploads/:id', requires: READ_UPLOADS, summary: 'Get an upload', params: uploadId, answer: upload },
  watchUpload: {
    method: 'GET',
    path: '/uploads/:id/events',
    requires: READ_UPLOADS,
    summary: 'Stream the upload after each change, as server-sent events',
    params: uploadId,
  },
  listErrors: {
    method: 'GET',
    path: '/uploads/:id/errors',
    requires: READ_UPLOADS,
    summary: 'List the errors to fix, in groups',
    params: uploadId,
    query: errorsQuery,
    answer: errorGroups,
  },
  saveFixes: {
    method: 'PUT',
    path: '/uploads/:id/fixes',
    requires: CHANGE_CASELOAD,
    summary: 'Save fixes for some or all groups',
    params: uploadId,
    body: fixesRequest,
    largeBody: MAX_FIXES_BYTES,
    answer: savedFixes,
  },
  recheckUpload: {
    method: 'POST',
    path: '/uploads/:id/next',
    requires: CHANGE_CASELOAD,
    summary: 'Check again with the fixes, and apply if nothing is wrong',
    params: uploadId,
    answer: upload,
  },
  cancelUpload: {
    method: 'POST',
    path: '/uploads/:id/cancel',
    requires: CHANGE_CASELOAD,
    summary: 'Cancel an upload that is not complete',
    params: uploadId,
    answer: upload,
  },
  reviewUpload: {
    method: 'GET',
    path: '/uploads/:id/review',
    requires: READ_UPLOADS,
    summary: 'Get what an upload that waits for approval would change',
    params: uploadId,
    answer: review,
  },
  approveUpload: {
    method: 'POST',
    path: '/uploads/:id/approve',
    requires: APPROVE,
    summary: 'Approve an upload of somebody else, which is then applied',
    params: uploadId,
    query: approvalQuery,
    answer: upload,
  },
  sendBackUpload: {
    method: 'POST',
    path: '/uploads/:id/send-back',
    requires: APPROVE,
    summary: 'Send an upload back to its user, with a message',
    params: uploadId,
    body: sendBackRequest,
    answer: upload,
  },
  retryUpload: {
    method: 'POST',
    path: '/uploads/:id/retry',
    requires: CHANGE_CASELOAD,
    summary: 'Retry a failed upload',
    params: uploadId,
    answer: upload,
  },
  previewUndo: {
    method: 'GET',
    path: '/uploads/:id/undo',
    requires: CHANGE_CASELOAD,
    summary: 'List what undoing a complete upload would reverse, and what it would leave; changes nothing',
    params: uploadId,
    answer: undoPreview,
  },
  undoUpload: {
    method: 'POST',
    path: '/uploads/:id/undo',
    requires: CHANGE_CASELOAD,
    summary: 'Reverse a complete upload within 30 days; records changed since are left',
    params: uploadId,
    answer: undoneUpload,
  },
  listStandingRows: {
    method: 'GET',
    path: '/uploads/:id/standing',
    requires: READ_UPLOADS,
    summary:
      'List the rows of an undone upload whose assignment stands, because it has changed since: submitted again, they would be on record twice',
    params: uploadId,
    answer: standingRows,
  },
  listMails: {
    method: 'GET',
    path: '/mails',
    requires: READ_UPLOADS,
    summary: 'List the newest confirmation mails to the current user',
    answer: mails,
  },
  getLog: {
    method: 'GET',
    path: '/uploads/:id/log',
    requires: READ_UPLOADS,
    summary: 'List the result of each row',
    params: uploadId,
    query: logQuery,
    answer: uploadLog,
  },
  downloadLogCsv: {
    method: 'GET',
    path: '/uploads/:id/log.csv',
    requires: READ_UPLOADS,
    summary: 'Download the log as .csv',
    params: uploadId,
  },
  downloadLogXlsx: {
    method: 'GET',
    path: '/uploads/:id/log.xlsx',
    requires: READ_UPLOADS,
    summary: 'Download the log as a workbook',
    params: uploadId,
  },
  // The participant stands in the body, for the same reason as a user's address.
  listAuditTrail: {
    method: 'POST',
    path: '/audit',
    requires: ADMINISTER,
    summary: 'List the audit trail of a participant, newest first',
    body: auditRequest,
    answer: auditAnswer,
  },
  downloadAuditTrail: {
    method: 'POST',
    path: '/audit.csv',
    requires: ADMINISTER,
    summary: 'Download the audit trail of a participant as .csv',
    body: auditRequest,
  },
} as const satisfies Record<string, Endpoint>;

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
type Input<Schema extends z.ZodType> = DeepReadonly<z.input<Schema>>;

/** Required where a value must be given, optional where none need be. */
type Given<Name extends string, Schema> = Schema extends z.ZodType
  ? object extends z.input<Schema>
    ? { readonly [name in Name]?: Input<Schema> }
    : { readonly [name in Name]: Input<Schema> }
  : object;

/** The parameters in an endpoint's URL. */
export type UrlArguments<E extends Endpoint> = Given<'params', E['params']> & Given<'query', E['query']>;

/** All that a call of an endpoint takes. A body may be a form with a file where the endpoint accepts multipart. */
export type CallArguments<E extends Endpoint> = UrlArguments<E> &
  (E['body'] extends z.ZodType ? { readonly body: Input<E['body']> | FormData } : object) & {
    readonly headers?: Readonly<Record<string, string>>;
  };

/** The answer to a call; undefined where there is no body. */
export type AnswerOf<E extends Endpoint> = E['answer'] extends z.ZodType ? z.output<E['answer']> : undefined;

/** The URL of a call, from the service's root. Encodes parameters; omits undefined ones of the query. */
export function urlOf<E extends Endpoint>(endpoint: E, values: UrlArguments<E>): string {
  const { params = {}, query = {} } = values as { params?: Readonly<Record<string, unknown>>; query?: Readonly<Record<string, unknown>> };
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return `${BASE}${path}${pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`}`;
}
