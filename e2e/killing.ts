// A service on a real PostgreSQL and with a real mail server, to be killed at any statement.
import { Client } from 'pg';
import { startPostgres } from '../src/server/testing/postgres';
import { type Mailbox, openMailbox, signIn } from './api';
import { openDatabaseProxy } from './database-proxy';
import { startService, type TestService } from './service';

/** What a service does all the time, with or without an upload: it looks for jobs, and listens. */
const LOOKING = /^\s*WITH next as|maintained_on|pg_advisory_xact_lock|^LISTEN/;
/** Changes nothing: killed at one of these, a service leaves behind exactly what it leaves when killed at the next statement. */
const CHANGES_NOTHING = /^BEGIN$|^SELECT (?!.*\bpg_notify\b)/s;

export interface Killing {
  readonly service: TestService;
  readonly mailbox: Mailbox;
  token: string;
  /** Asks the database itself, past the service. */
  query(sql: string, parameters: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Kills the service when it sends its `step`th statement from now on, which does not reach the database. */
  killAtStatement(step: number): Kill;
  /** Kills the service at a moment of a mail's way. */
  killAtMail(at: string): Kill;
  remove(): Promise<void>;
}

/** A kill that is to come. */
export interface Kill {
  /** Whether it came. */
  readonly came: boolean;
  /** Waits until the process is gone and starts it again; false if it never came, and no longer may. */
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
      // Nothing that it sends from now on gets through.
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
    killAtStatement: (step) =>
      arm((kill) => {
        let seen = 0;
        proxy.onStatement = (sql) => {
          if (LOOKING.test(sql) || CHANGES_NOTHING.test(sql.trim()) || ++seen !== step) return true;
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

/** Asks again until there is an answer, as the pane does: the service may be gone in the middle. */
export async function untilAnswered<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
