// A service with a real PostgreSQL and mail server, to be killed whenever its work becomes permanent.
//
// A killed process leaves only what the database has committed and the mail server has accepted. Between two commits, every
// kill leaves the same: PostgreSQL rolls back what was not committed. So the kills are at the commits: each drops the COMMIT
// with everything before it in its transaction, whose connection still holds all its locks, and the kill at the next commit
// keeps it.
import { Client } from 'pg';
import { startPostgres } from '../src/server/testing/postgres/test-database';
import { type Mailbox, openMailbox, signIn } from './api';
import { openDatabaseProxy } from './database-proxy';
import { startService, type TestService } from './service';

/** Statements that a service sends even without uploads: job polling, maintenance and LISTEN. */
const LOOKING = /^\s*WITH next as|maintained_on|pg_advisory_xact_lock|^LISTEN/;

export interface Killing {
  readonly service: TestService;
  readonly mailbox: Mailbox;
  token: string;
  /** Queries the database directly. */
  query(sql: string, parameters: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Kills the service at its `step`th commit from now, which does not reach the database. */
  killAtCommit(step: number): Kill;
  /** Kills the service at a step of sending a mail. */
  killAtMail(at: string): Kill;
  remove(): Promise<void>;
}

/** A scheduled kill. */
export interface Kill {
  /** Whether it has happened. */
  readonly came: boolean;
  /** Waits for the process to exit and restarts it. If the kill has not happened, cancels it and returns false. */
  settle(): Promise<boolean>;
}

export async function openKilling(): Promise<Killing> {
  let atMail: (step: string) => void = () => undefined;
  const [postgres, mailbox] = await Promise.all([startPostgres(), openMailbox((step) => atMail(step))]);
  const proxy = await openDatabaseProxy(postgres.url);
  const service = await startService({ DATABASE_URL: proxy.url, SMTP_URL: mailbox.url });
  const database = new Client(postgres.url);
  await database.connect();

  const arm = (prepare: (kill: () => void) => void): Kill => {
    let killed: Promise<void> | undefined;
    prepare(() => {
      // Blocks everything that it sends from now on.
      proxy.onStatement = () => false;
      atMail = () => undefined;
      killed ??= service.kill();
    });
    return {
      get came() {
        return killed !== undefined;
      },
      async settle() {
        if (killed === undefined) {
          proxy.onStatement = () => true;
          atMail = () => undefined;
          return false;
        }
        await killed;
        proxy.onStatement = () => true;
        await service.start();
        return true;
      },
    };
  };
  return {
    service,
    mailbox,
    token: await signIn(service),
    query: async (sql, parameters) => (await database.query(sql, [...parameters])).rows as Record<string, unknown>[],
    killAtCommit: (step) =>
      arm((kill) => {
        let seen = 0;
        proxy.onStatement = (sql, commits) => {
          if (!commits || LOOKING.test(sql) || ++seen !== step) return true;
          kill();
          return false;
        };
      }),
    killAtMail: (at) =>
      arm((kill) => {
        atMail = (step) => void (step === at && kill());
      }),
    async remove() {
      await service.remove();
      await database.end();
      mailbox.close();
      proxy.close();
      await postgres.stop();
    },
  };
}

/** Retries until there is an answer, like the pane: the service may be killed meanwhile. */
export async function untilAnswered<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
