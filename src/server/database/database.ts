import { MessageChannel, type MessagePort } from 'node:worker_threads';
import sql from 'sql-template-tag';
import type { DatabaseAddress, Driver, Hearing, Queries } from './driver';
import { serveDriver } from './embedded/port';

export type SiteId = string & { readonly brand: 'SiteId' };

/** A way to the database for a task in another thread: its address, or a port, which is good for one task and is transferred to it. */
export type DatabaseHandle = DatabaseAddress | MessagePort;

/** The one way to the data. */
export interface Database {
  /** Works on one site's rows, in one transaction: row-level security hides all others, even from a statement that forgets the site. */
  withSite<T>(site: SiteId, work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Works on all sites: migrations, imports and what is to be resumed at the start. Never for a request. */
  asOwner<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** For the queue's own bookkeeping, as the driver has it. */
  readonly script: Driver['script'];
  handle(): DatabaseHandle;
  /** Hears what other processes say on a channel; returns how to end it. */
  listen(channel: string, hearing: Hearing): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The role that requests work as. It owns nothing and can't step around row-level security. */
export const APP_ROLE = 'caseload_app';

export function createDatabase(driver: Driver): Database {
  return {
    withSite: (site, work) =>
      driver.transaction(async (queries) => {
        // For this transaction only: nothing leans on what a connection remembers.
        await queries.query(sql`SELECT set_config('caseload.site', ${site}, true), set_config('role', ${APP_ROLE}, true)`);
        return work(queries);
      }),
    asOwner: (work) => driver.transaction(work),
    script: (sql, parameters) => driver.script(sql, parameters),
    handle() {
      if (driver.address !== undefined) return driver.address;
      const { port1, port2 } = new MessageChannel();
      if (driver.join === undefined) serveDriver(driver, port1);
      else driver.join(port1);
      return port2;
    },
    async listen(channel, hearing) {
      if (driver.listen !== undefined) return driver.listen(channel, hearing);
      // Nobody else has this database open.
      hearing.isOn(true);
      return async () => undefined;
    },
    close: () => driver.close(),
  };
}
