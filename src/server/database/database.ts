import { MessageChannel, type MessagePort } from 'node:worker_threads';
import sql from 'sql-template-tag';
import type { DatabaseAddress, Driver, NotificationListener, Queries } from './driver';
import { serveDriver } from './embedded/port';

export type SiteId = string & { readonly brand: 'SiteId' };

/** How another thread's task reaches the database: by its address, or by a port, which is transferred and serves one task. */
export type DatabaseHandle = DatabaseAddress | MessagePort;

/** Access to the data. */
export interface Database {
  /** Runs work on one site's rows in a transaction. Row-level security hides all others, even from a statement that omits the site. */
  withSite<T>(site: SiteId, work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Runs work on all sites: migrations, imports, and resuming work at startup. Never for a request. */
  asOwner<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** For the queue's own statements; see `Driver`. */
  readonly script: Driver['script'];
  /** Whether it is PostgreSQL in this process, which has no workers of its own for its upkeep. */
  readonly isEmbedded: boolean;
  handle(): DatabaseHandle;
  /** Listens on a channel; returns how to stop. */
  listen(channel: string, hearing: NotificationListener): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The role of requests. It owns nothing and can't bypass row-level security. */
export const APP_ROLE = 'caseload_app';

export function createDatabase(driver: Driver): Database {
  return {
    withSite: (site, work) =>
      driver.transaction(async (queries) => {
        // For this transaction only: nothing depends on the session's state.
        await queries.query(sql`SELECT set_config('caseload.site', ${site}, true), set_config('role', ${APP_ROLE}, true)`);
        return work(queries);
      }),
    asOwner: (work) => driver.transaction(work),
    script: (sql, parameters) => driver.script(sql, parameters),
    isEmbedded: driver.address === undefined,
    handle() {
      if (driver.address !== undefined) return driver.address;
      const { port1, port2 } = new MessageChannel();
      if (driver.join === undefined) serveDriver(driver, port1);
      else driver.join(port1);
      return port2;
    },
    async listen(channel, hearing) {
      if (driver.listen !== undefined) return driver.listen(channel, hearing);
      // No other process has this database open.
      hearing.isOn(true);
      return async () => undefined;
    },
    close: () => driver.close(),
  };
}
