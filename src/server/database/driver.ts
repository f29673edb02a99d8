import type { MessagePort } from 'node:worker_threads';

/** A statement and its parameters, as the tag `sql` of sql-template-tag makes them: values never become part of the text. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs statements within a transaction; rows are plain objects. */
export interface Queries {
  query<Row extends object>(statement: Statement): Promise<readonly Row[]>;
}

/** How a thread reaches a PostgreSQL server by itself. */
export interface DatabaseAddress {
  readonly url: string;
}

/** Who listens to what other processes say. */
export interface Hearing {
  heard(payload: string): void;
  /** Told when the line is there, and when it is cut: what is said meanwhile is not heard. */
  isOn(isOn: boolean): void;
}

/** What a driver must do; the rest is the same on both. */
export interface Driver {
  /**
   * Runs the work in one transaction: all of it or, if it throws, nothing. Work that the database had to stop for another's
   * sake (a deadlock) is run again.
   * @throws DatabaseAway if the connection broke: whether what was being committed is there is then not known
   */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Runs a statement, or a script of several that take no parameters, outside any transaction; returns the rows of the last. */
  script(sql: string, parameters?: readonly unknown[]): Promise<readonly object[]>;
  /** Where other threads find the same database by themselves; undefined where they ask through this one. */
  readonly address?: DatabaseAddress;
  /**
   * Listens on a channel for what other processes say (`NOTIFY`), for as long as it lasts, and again when the line was cut. Without it
   * there are no other processes.
   * @returns ends it
   */
  listen?(channel: string, hearing: Hearing): () => Promise<void>;
  /** Has the thread that the database runs in serve another at a port. */
  join?(port: MessagePort): void;
  close(): Promise<void>;
}

/** The database can't be reached; what was asked for can be asked again. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
  readonly code = 'DATABASE_AWAY';
}
