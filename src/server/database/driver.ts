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

/** The address of a PostgreSQL server, for other threads. */
export interface DatabaseAddress {
  readonly url: string;
}

/** A listener for notifications of other processes. */
export interface NotificationListener {
  heard(payload: string): void;
  /** Called when the connection is established or lost. Notifications in between are missed. */
  isOn(isOn: boolean): void;
}

/** The interface of a database driver. */
export interface Driver {
  /**
   * Runs work in a transaction, which is rolled back if the work throws. Work that the database aborted because of
   * contention (a deadlock) is retried.
   * @throws DatabaseAway if the connection was lost: then it is unknown whether the transaction was committed
   */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Runs a statement, or a script of several without parameters, outside a transaction; returns the last statement's rows. */
  script(sql: string, parameters?: readonly unknown[]): Promise<readonly object[]>;
  /** The address for other threads; undefined if they must use this thread's driver. */
  readonly address?: DatabaseAddress;
  /**
   * Listens on a channel (`NOTIFY`), and reconnects when the connection is lost. Without it,
   * there are no other processes.
   * @returns stops listening
   */
  listen?(channel: string, hearing: NotificationListener): () => Promise<void>;
  /** Makes the database's thread serve another thread at a port. */
  join?(port: MessagePort): void;
  close(): Promise<void>;
}

/** The database can't be reached; the operation can be retried. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
  readonly code = 'DATABASE_AWAY';
}
