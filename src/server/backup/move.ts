import sql from 'sql-template-tag';
import { BACKUP } from '../../core/text/backup';
import type { SiteId } from '../database/database';
import type { Driver, Queries } from '../database/driver';
import { LAST_STEP, migrate } from '../database/migrations';
import { hasQueue, resumeUploads } from '../jobs/resume-uploads';
import { BackupProblem, type Copied, copyRows, once, REFRESH_STATISTICS, reading, requireEmpty, stepOf } from './copy';
import { deleteSite, writePart } from './tables';

/**
 * Copies all data into another, empty database, all or nothing, and compares what both contain.
 * @throws BackupProblem if the database is not empty
 */
export async function copyDatabase(from: Driver, to: Driver): Promise<Copied> {
  await migrate(to);
  return reading(from, async (source) =>
    once(to, async (target) => {
      await requireEmpty(target);
      const copied = await copyRows(source, (part) => writePart(target, part));
      if ((await copyRows(target)).hash !== copied.hash) throw new Error('The database contains something else than what was copied.');
      await target.query(REFRESH_STATISTICS);
      return copied;
    }),
  );
}

/** A lock of a database, by which one is told from another: an address doesn't tell. */
const moving = (site: SiteId) => sql`hashtextextended(${`caseload move ${site}`}, 0)`;

/**
 * Holds a site until the transaction ends: what belongs to it directly, such as a new upload, waits; what is changed below it meanwhile fails the move.
 * @throws BackupProblem if there is none
 */
async function holdSite(queries: Queries, site: SiteId): Promise<void> {
  await queries.query(sql`SELECT pg_advisory_xact_lock(${moving(site)})`);
  const held = await queries.query(sql`SELECT 1 FROM sites WHERE site_id = ${site} FOR UPDATE`);
  if (held.length === 0) throw new BackupProblem(BACKUP.noSite(site));
}

/** @throws BackupProblem if the database is the one in which the site is held: copied onto itself, it would be deleted */
async function requireOther(target: Queries, site: SiteId): Promise<void> {
  const [lock] = await target.query<{ free: boolean }>(sql`SELECT pg_try_advisory_xact_lock(${moving(site)}) AS free`);
  if (lock?.free !== true) throw new BackupProblem(BACKUP.sameDatabase);
}

/** Copies a site's rows, and compares what both have; only compares if it is there already, because an earlier move has stopped between its two commits. */
async function copySite(source: Queries, target: Queries, site: SiteId): Promise<Copied> {
  const known = await target.query(sql`SELECT 1 FROM sites WHERE site_id = ${site}`);
  const isNew = known.length === 0;
  const copied = await copyRows(source, async (part) => (isNew ? writePart(target, part) : undefined), site);
  if ((await copyRows(target, undefined, site)).hash !== copied.hash) throw new BackupProblem(BACKUP.otherSite(site));
  return copied;
}

/** Deletes a site. @throws BackupProblem if something was added to it since the transaction began, which a foreign key tells */
async function removeSite(queries: Queries, site: SiteId): Promise<void> {
  await deleteSite(queries, site).catch((error: unknown) => {
    throw (error as { code?: unknown }).code === '23503' ? new BackupProblem(BACKUP.disturbed) : error;
  });
}

/**
 * Moves a site with everything that belongs to it, except its sessions, to another database, and deletes it in this one. Work on other sites continues;
 * requests that change this one wait, or fail the move. What is in progress is continued there.
 *
 * The other database commits first. If this one then can't, both have the site: moving it again deletes it here, as long as nothing has changed there.
 * @throws BackupProblem if this database has no such site, the other one is the same or has a different site of its ID, or the site's rows change meanwhile
 */
export async function moveSite(from: Driver, to: Driver, site: SiteId): Promise<Copied> {
  await migrate(to);
  return reading(
    from,
    (source) =>
      once(to, async (target) => {
        await requireOther(target, site);
        const copied = await copySite(source, target, site);
        // Here, so that rows that have changed since they were copied fail it before anything is committed.
        await removeSite(source, site);
        // Without a queue, the first service that starts there does it.
        if (await hasQueue(target)) await resumeUploads(target, site);
        await target.query(REFRESH_STATISTICS);
        return copied;
      }),
    async (source) => {
      if ((await stepOf(source)) !== LAST_STEP) throw new BackupProblem(BACKUP.notMigrated);
      await holdSite(source, site);
    },
  );
}
