import type { Database, SiteId } from '../database/database';
import { writeSiteAudit } from '../sites/site-settings';
import { siteIds } from '../sites/site-store';
import { clearOldUploads, VACUUM_CLEARED } from '../uploads/retention';

/** Who deletes old sheets, in the audit of a site's settings. */
const RETENTION = 'retention';
/** How often old sheets are deleted, in milliseconds. */
const INTERVAL = 3_600_000;

interface ClearingDependencies {
  readonly database: Database;
  readonly now: () => Date;
  readonly failed: (error: unknown) => void;
}

/** Deletes the sheets that are older than their sites keep them: at the start, and once an hour. Several processes share the work. */
export class Clearing {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(private readonly dependencies: ClearingDependencies) {}

  start(): void {
    this.#timer = setInterval(() => void this.clear(), INTERVAL).unref();
    void this.clear();
  }

  /** Clears once more after what is running. What fails is tried again in an hour. */
  clear(): Promise<void> {
    this.#running = this.#running.then(() => this.#clear()).catch((error: unknown) => this.dependencies.failed(error));
    return this.#running;
  }

  /** Finishes what is running. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #clear(): Promise<void> {
    const { database, failed } = this.dependencies;
    let total = 0;
    for (const site of await siteIds(database)) {
      // One site that fails does not keep back the others.
      total += await this.#clearSite(site).catch((error: unknown) => {
        failed(error);
        return 0;
      });
    }
    if (total > 0 && !this.#stopping) await database.script(VACUUM_CLEARED);
  }

  /** @returns the number of uploads that were cleared */
  async #clearSite(site: SiteId): Promise<number> {
    const { database, now } = this.dependencies;
    let total = 0;
    let cleared = 1;
    while (cleared > 0 && !this.#stopping) {
      cleared = await database.withSite(site, async (queries) => {
        const uploads = await clearOldUploads(queries, site, now());
        if (uploads > 0) await writeSiteAudit(queries, { site, email: RETENTION }, now(), RETENTION, null, { uploads });
        return uploads;
      });
      total += cleared;
    }
    return total;
  }
}
