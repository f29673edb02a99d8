import type { Problem } from '../core/contract';

/** A refusal, as RFC 9457 has it: a stable code, and words that say what to do. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
  ) {
    super(title);
  }

  toJSON(): Problem {
    return { type: 'about:blank', status: this.status, code: this.code, title: this.title, detail: this.detail };
  }
}

export const problems = {
  signedOut: () => new ProblemError(401, 'signed-out', 'You are not signed in', 'Sign in and try again.'),
  forbidden: (what: string) =>
    new ProblemError(403, 'forbidden', `You have no right to ${what}`, 'Ask an administrator of your site for it.'),
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
  unknownUser: () =>
    new ProblemError(
      401,
      'unknown-user',
      'Nobody on this site has that e-mail address',
      'Check the address, or ask an administrator to add you.',
    ),
  unreadableFile: (why: string) => new ProblemError(422, 'unreadable-file', 'The file can’t be read', why),
  tooMany: (seconds: number) => new ProblemError(429, 'too-many-requests', 'Too many requests', `Wait ${seconds} s, then try again.`),
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

/** Whether the disk is full: PostgreSQL's `disk_full`, the system's `ENOSPC`. */
export function isDiskFull(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '53100' || code === 'ENOSPC';
}
