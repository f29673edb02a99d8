import type { Problem } from '../../api/shared';
import type { Security } from '../../core/rules/securities';
import { PROBLEMS, type ProblemText, type Thing } from '../../core/text/problems';

/** A refusal, as in RFC 9457: a stable code, and a text that says what to do. */
export class ProblemError extends Error {
  readonly title: string;
  readonly detail: string;

  constructor(
    readonly status: number,
    readonly code: string,
    { title, detail }: ProblemText,
    /** The seconds after which a retry may succeed, if it may. */
    readonly retryAfter?: number,
  ) {
    super(title);
    this.title = title;
    this.detail = detail;
  }

  toJSON(): Problem {
    return { type: 'about:blank', status: this.status, code: this.code, title: this.title, detail: this.detail };
  }
}

const conflict = (text: ProblemText) => new ProblemError(409, 'conflict', text);
const forbidden = (text: ProblemText) => new ProblemError(403, 'forbidden', text);

/** Every refusal of the service, with its status and code. */
export const problems = {
  signedOut: () => new ProblemError(401, 'signed-out', PROBLEMS.signedOut),
  unknownUser: () => new ProblemError(401, 'unknown-user', PROBLEMS.unknownUser),
  idTokenRefused: () => new ProblemError(401, 'refused', PROBLEMS.idTokenRefused),
  noDemo: () => new ProblemError(404, 'no-demo', PROBLEMS.noDemo),
  noProvider: () => new ProblemError(404, 'no-provider', PROBLEMS.noProvider),
  lacksSecurity: (securities: readonly Security[], joined: 'and' | 'or') => forbidden(PROBLEMS.lacksSecurity(securities, joined)),
  othersUpload: () => forbidden(PROBLEMS.othersUpload),
  otherPrograms: () => forbidden(PROBLEMS.otherPrograms),
  ownApproval: () => forbidden(PROBLEMS.ownApproval),
  notWaiting: () => conflict(PROBLEMS.notWaiting),
  changedSinceReview: () => conflict(PROBLEMS.changedSinceReview),
  tooManySources: (most: number) => conflict(PROBLEMS.tooManySources(most)),
  webhookNotHttps: () => new ProblemError(400, 'invalid', PROBLEMS.webhookNotHttps),
  noWebhooks: () => new ProblemError(404, 'not-found', PROBLEMS.noWebhooks),
  tooManyTokens: (most: number) => conflict(PROBLEMS.tooManyTokens(most)),
  tooManyWebhooks: (most: number) => conflict(PROBLEMS.tooManyWebhooks(most)),
  othersCaseload: () => forbidden(PROBLEMS.othersCaseload),
  lastAdministrator: () => conflict(PROBLEMS.lastAdministrator),
  notFound: (thing: Thing) => new ProblemError(404, 'not-found', PROBLEMS.notFound(thing)),
  /** @param where the part of the request (`PARTS`) @param cause why it is invalid (`INVALID`) */
  invalid: (where: string, cause: string) => new ProblemError(400, 'invalid', PROBLEMS.invalid(where, cause)),
  unsupported: () => new ProblemError(415, 'unsupported', PROBLEMS.unsupported),
  refused: (status: number) => new ProblemError(status, 'refused', PROBLEMS.refused),
  tooLarge: () => new ProblemError(413, 'too-large', PROBLEMS.tooLarge),
  tooLong: (bytes: number) => new ProblemError(413, 'too-large', PROBLEMS.tooLong(Math.round(bytes / 1024))),
  unreadableFile: (why: string) => new ProblemError(422, 'unreadable-file', PROBLEMS.unreadableFile(why)),
  tooMuch: () => new ProblemError(422, 'too-much-work', PROBLEMS.tooMuch),
  keyReused: () => new ProblemError(422, 'key-reused', PROBLEMS.keyReused),
  tooMany: (seconds: number) => new ProblemError(429, 'too-many-requests', PROBLEMS.tooMany(seconds), seconds),
  tooManyWaiting: (seconds: number) => new ProblemError(429, 'too-many-waiting', PROBLEMS.tooManyWaiting(seconds), seconds),
  busy: (seconds: number) => new ProblemError(503, 'busy', PROBLEMS.busy(seconds), seconds),
  full: () => new ProblemError(507, 'storage-full', PROBLEMS.full),
  away: () => new ProblemError(503, 'database-away', PROBLEMS.away),
  fault: (requestId: string) => new ProblemError(500, 'fault', PROBLEMS.fault(requestId)),
  clientGone: () => new ProblemError(499, 'gone', PROBLEMS.clientGone),
  noLog: () => new ProblemError(409, 'no-log', PROBLEMS.noLog),
  notCancellable: () => conflict(PROBLEMS.notCancellable),
  notFailed: () => conflict(PROBLEMS.notFailed),
  notFixable: () => conflict(PROBLEMS.notFixable),
  fixesMissing: (open: number) => new ProblemError(409, 'fixes-missing', PROBLEMS.fixesMissing(open)),
  fixedByOthers: () => conflict(PROBLEMS.fixedByOthers),
  tooOldToUndo: (days: number) => conflict(PROBLEMS.tooOldToUndo(days)),
  notUndoable: () => conflict(PROBLEMS.notUndoable),
  nothingToUndo: () => conflict(PROBLEMS.nothingToUndo),
};

/** Whether the database could not be reached; by its code, since a test's realm has classes of its own. */
export function isDatabaseAway(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'DATABASE_AWAY';
}

/** Whether a lock was not granted in time: PostgreSQL's `lock_not_available`. */
export function isLocked(error: unknown): boolean {
  return (error as { code?: unknown }).code === '55P03';
}

/** Whether a retry after a while may succeed. */
export function isBusy(error: unknown): boolean {
  return error instanceof ProblemError && error.retryAfter !== undefined;
}

/** Whether the disk is full: PostgreSQL's `disk_full`, the system's `ENOSPC`. */
export function isDiskFull(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '53100' || code === 'ENOSPC';
}
