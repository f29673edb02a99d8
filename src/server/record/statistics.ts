import sql from 'sql-template-tag';
import type { Database } from '../database/database';

/** The most changed rows of which the planner may not know. */
const UNKNOWN_ROWS = 1000;

/**
 * Tells the planner what the record is like. The embedded database never does by itself, and a server only within a minute: until then, an index that
 * fits badly seems as good as the right one, and a sheet of Updates is compared with all assignments of the site.
 */
export class Statistics {
  #rows = 0;

  constructor(private readonly database: Database) {}

  /** Counts rows that were applied or undone by this process, and gathers statistics if there are many since the last time. */
  async changed(rows: number): Promise<void> {
    this.#rows += rows;
    if (this.#rows < UNKNOWN_ROWS) return;
    this.#rows = 0;
    await this.database.asOwner((queries) => queries.query(sql`ANALYZE enrollments, assignments, audit`));
  }
}
