import type { Problem } from '../../api/shared';
import type { Security } from '../../core/rules/securities';
import { SECURITIES } from '../../core/text/en';

/** A refusal, as RFC 9457 has it: a stable code, and words that say what to do. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    /** In how many seconds it is worth asking again, where it is. */
    readonly retryAfter?: number,
  ) {
    super(title);
  }

  toJSON(): Problem {
    return { type: 'about:blank', status: this.status, code: this.code, title: this.title, detail: this.detail };
  }
}

export const problems = {
  signedOut: () => new ProblemError(401, 'signed-out', 'You are not signed in', 'Sign in and try again.'),
  lacksSecurity: (securities: readonly Security[], joined: 'and' | 'or') =>
    new ProblemError(
      403,
      'forbidden',
      'You don’t have the right to do this',
      `It requires ${securities.map((security) => `“${SECURITIES[security]}”`).join(` ${joined} `)}. Ask an administrator of your site.`,
    ),
  othersUpload: () =>
    new ProblemError(
      403,
      'forbidden',
      'You can’t change this upload',
      'Another user sent it, and you don’t have all the rights that its rows require. Ask an administrator of your site.',
    ),
  otherPrograms: () =>
    new ProblemError(
      403,
      'forbidden',
      'You don’t have the right to change this program',
      'Your rights are limited to other programs. Ask an administrator of your site.',
    ),
  notFound: (what: string) =>
    new ProblemError(404, 'not-found', `There is no such ${what}`, 'It may have been removed, or belong to another site. Reload the list.'),
  invalid: (where: string, why: string) => new ProblemError(400, 'invalid', 'The request can’t be read', `${where}: ${why}`),
  tooLarge: () =>
    new ProblemError(
      413,
      'too-large',
      'The sheet is too large',
      'At most 100,000 rows and 25 MiB can be sent at once. Split the sheet and send the parts one after the other.',
    ),
  tooLong: (bytes: number) =>
    new ProblemError(
      413,
      'too-large',
      'The request is too large',
      `It may have ${Math.round(bytes / 1024).toLocaleString('en-US')} KiB at most.`,
    ),
  unknownUser: () =>
    new ProblemError(
      401,
      'unknown-user',
      'Nobody on this site has that e-mail address',
      'Check the address, or ask an administrator to add you.',
    ),
  unreadableFile: (why: string) => new ProblemError(422, 'unreadable-file', 'The file can’t be read', why),
  tooMuch: () =>
    new ProblemError(
      422,
      'too-much-work',
      'This takes too much time or memory to read',
      'Copy its rows into a new workbook, or send them in parts.',
    ),
  keyReused: () =>
    new ProblemError(
      422,
      'key-reused',
      'Something else was sent with this Idempotency-Key',
      'Nothing was received now. Send what has changed with a new key.',
    ),
  tooMany: (seconds: number) =>
    new ProblemError(429, 'too-many-requests', 'Too many requests', `Wait ${seconds} s, then try again.`, seconds),
  tooManyWaiting: (seconds: number) =>
    new ProblemError(
      429,
      'too-many-waiting',
      'You already have too many requests waiting',
      `Wait ${seconds} s, then try again. Send one sheet after the other.`,
      seconds,
    ),
  busy: (seconds: number) =>
    new ProblemError(503, 'busy', 'The service is busy right now', `Nothing was changed. Wait ${seconds} s, then try again.`, seconds),
  full: () =>
    new ProblemError(
      507,
      'storage-full',
      'The service has no space left on its disk',
      'Nothing was changed. Ask your administrator to free space, then try again.',
    ),
  away: () =>
    new ProblemError(
      503,
      'database-away',
      'The service can’t reach its database',
      'Try again in a moment. What was received is safe, and the same upload sent twice is one.',
    ),
  conflict: (title: string, detail: string) => new ProblemError(409, 'conflict', title, detail),
};

/** Whether the database could not be reached; by its code, since a test's realm has classes of its own. */
export function isDatabaseAway(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'DATABASE_AWAY';
}

/** Whether it waited too long for what another is changing: PostgreSQL's `lock_not_available`. */
export function isLocked(error: unknown): boolean {
  return (error as { code?: unknown }).code === '55P03';
}

/** Whether there is only too much to do just now. */
export function isBusy(error: unknown): boolean {
  return error instanceof ProblemError && error.retryAfter !== undefined;
}

/** Whether the disk is full: PostgreSQL's `disk_full`, the system's `ENOSPC`. */
export function isDiskFull(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '53100' || code === 'ENOSPC';
}
