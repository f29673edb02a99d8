import sql from 'sql-template-tag';
import type { Database } from '../database/database';
import { isDatabaseAway, isLocked } from '../http/problem';

/** Refreshes the statistics of the record for the planner. */
export const REFRESH_STATISTICS = sql`ANALYZE participants, enrollments, assignments, audit`;

/** Changed rows after which statistics are gathered. */
const UNKNOWN_ROWS = 500;

/**
 * Keeps the planner's statistics current. The embedded database never gathers them by itself, and a server only within a minute. Without them, the planner
 * can't tell the right index from a poor one, and each row is compared with all assignments of the site.
 */
export class Statistics {
  #rows = 0;
  /** Resolves once what was begun is done. */
  #gathering: Promise<void> = Promise.resolve();

  constructor(private readonly dependencies: { readonly database: Database; readonly failed: (error: unknown) => void }) {}

  /** Begins to gather statistics: whatever wrote the record before may not have. */
  start(): void {
    this.#gathering = this.#gathering.then(() => this.#gather());
  }

  /** Counts rows that were applied or undone by this process. After many, begins to gather statistics. */
  changed(rows: number): void {
    this.#rows += rows;
    if (this.#rows < UNKNOWN_ROWS) return;
    this.#rows = 0;
    this.start();
  }

  async stop(): Promise<void> {
    await this.#gathering;
  }

  async #gather(): Promise<void> {
    try {
      await this.dependencies.database.asOwner(async (queries) => {
        await queries.query(sql`SELECT set_config('lock_timeout', '1s', true)`);
        await queries.query(REFRESH_STATISTICS);
      });
    } catch (error) {
      // Locked: somebody else is gathering them. Away: more urgent work will say so.
      if (!isLocked(error) && !isDatabaseAway(error)) this.dependencies.failed(error);
    }
  }
}
