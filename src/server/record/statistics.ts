import sql from 'sql-template-tag';
import type { Database } from '../database/database';
import { isDatabaseAway, isLocked } from '../http/problem';

/** Takes away what was changed or deleted, and refreshes the statistics: what a server does by itself. */
const VACUUM = 'VACUUM (ANALYZE) assignments, enrollments';

/** Refreshes the statistics of the record for the planner. */
export const REFRESH_STATISTICS = sql`ANALYZE participants, enrollments, assignments, audit, staff, programs`;

/**
 * Changed rows after which statistics are gathered: a few, and a share of the assignments. Less is noise to the planner, and gathering takes time, too. In a
 * small record fewer count: what statistics call empty is read from end to end for every row of a check.
 */
const FEW_ROWS = 500;
const FEWEST_ROWS = 20;
const SHARE = 0.1;

/** Changed rows after which the embedded database is vacuumed: PostgreSQL's own share, of more rows. */
const MANY_ROWS = 1000;
const VACUUM_SHARE = 0.2;

/** The changed rows that make it worth to gather the statistics of a record of so many assignments. */
function enoughFor(assignments: number): number {
  return Math.min(FEW_ROWS, FEWEST_ROWS + assignments) + assignments * SHARE;
}

/**
 * Keeps the planner's statistics current. The embedded database never gathers them by itself, and a server only within a minute. Without them, the planner
 * can't tell the right index from a poor one, and each row is compared with all assignments of the site.
 */
export class Statistics {
  /** The rows that were changed since the last gathering began, and those that make the next one worth it. */
  #changed = 0;
  #enough = enoughFor(0);
  #gathering: Promise<void> | undefined;
  /** The rows that were changed since the embedded database was vacuumed. */
  #unvacuumed = 0;

  constructor(private readonly dependencies: { readonly database: Database; readonly failed: (error: unknown) => void }) {}

  /** Begins to gather statistics: whatever wrote the record before may not have. */
  start(): void {
    this.#changed = 0;
    this.#gathering ??= this.#gather().finally(() => {
      this.#gathering = undefined;
      // Rows may have changed while they were gathered.
      this.changed(0);
    });
  }

  /** Counts rows that were applied or undone by this process. After many, begins to gather statistics. */
  changed(rows: number): void {
    this.#changed += rows;
    this.#unvacuumed += rows;
    if (this.#changed >= this.#enough && this.#gathering === undefined) this.start();
  }

  async stop(): Promise<void> {
    this.#enough = Number.POSITIVE_INFINITY;
    await this.idle();
  }

  /** Resolves once what was begun is done. */
  async idle(): Promise<void> {
    while (this.#gathering !== undefined) await this.#gathering;
  }

  /**
   * Vacuums the embedded database after many changes. Otherwise its indexes keep what was ended or undone, and each row of an upload may be compared with
   * all of it.
   */
  async #vacuum(assignments: number): Promise<void> {
    const { database } = this.dependencies;
    if (!database.isEmbedded || this.#unvacuumed < MANY_ROWS + assignments * VACUUM_SHARE) return;
    this.#unvacuumed = 0;
    await database.script(VACUUM);
  }

  async #gather(): Promise<void> {
    try {
      const [known] = await this.dependencies.database.asOwner(async (queries) => {
        await queries.query(sql`SELECT set_config('lock_timeout', '1s', true)`);
        await queries.query(REFRESH_STATISTICS);
        return queries.query<{ rows: number }>(
          sql`SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = 'public.assignments'::regclass`,
        );
      });
      const rows = Math.max(0, known?.rows ?? 0);
      if (Number.isFinite(this.#enough)) this.#enough = enoughFor(rows);
      await this.#vacuum(rows);
    } catch (error) {
      // Locked: somebody else is gathering them. Away: more urgent work will say so.
      if (!isLocked(error) && !isDatabaseAway(error)) this.dependencies.failed(error);
    }
  }
}
