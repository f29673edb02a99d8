/** Where statements go. Parameters are `$1`, `$2` ...; rows come back as plain objects. */
export interface Queries {
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
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
  close(): Promise<void>;
}

export type SiteId = string & { readonly brand: 'SiteId' };

/** The database can't be reached; what was asked for can be asked again. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
  readonly code = 'DATABASE_AWAY';
}

/** The one way to the data. */
export interface Database {
  /** Works on one site's rows, in one transaction: row-level security hides all others, even from a statement that forgets the site. */
  withSite<T>(site: SiteId, work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Works on all sites: migrations, imports and what is to be resumed at the start. Never for a request. */
  asOwner<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** For the queue's own bookkeeping, as the driver has it. */
  readonly script: Driver['script'];
  close(): Promise<void>;
}

/** The role that requests work as. It owns nothing and can't step around row-level security. */
export const APP_ROLE = 'caseload_app';

export function createDatabase(driver: Driver): Database {
  return {
    withSite: (site, work) =>
      driver.transaction(async (queries) => {
        // For this transaction only: nothing leans on what a connection remembers.
        await queries.query(`SELECT set_config('caseload.site', $1, true), set_config('role', '${APP_ROLE}', true)`, [site]);
        return work(queries);
      }),
    asOwner: (work) => driver.transaction(work),
    script: (sql, parameters) => driver.script(sql, parameters),
    close: () => driver.close(),
  };
}
