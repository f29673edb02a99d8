import sql from 'sql-template-tag';
import type { Correction } from '../../core/caseload/reference';
import type { Queries } from '../database/driver';

/** The most corrections kept per site; the oldest are deleted. */
const MAX_CORRECTIONS = 2000;

/** The site's corrections of wrong values, newest first. */
export function readCorrections(queries: Queries, siteId: string): Promise<readonly Correction[]> {
  return queries.query<Correction>(
    sql`SELECT list, wrong, value FROM corrections WHERE site_id = ${siteId} ORDER BY chosen_at DESC, list, wrong LIMIT ${MAX_CORRECTIONS}`,
  );
}

/** Saves corrections; the last one for a wrong value counts. */
export async function saveCorrections(queries: Queries, siteId: string, corrections: readonly Correction[], now: Date): Promise<void> {
  const last = new Map(corrections.map((one) => [JSON.stringify([one.list, one.wrong]), one]));
  await queries.query(
    sql`INSERT INTO corrections (site_id, list, wrong, value, chosen_at)
     SELECT ${siteId}, t.list, t.wrong, t.value, ${now.toISOString()} FROM jsonb_to_recordset(${JSON.stringify([...last.values()])}::text::jsonb) AS t(list text, wrong text, value text)
     ON CONFLICT (site_id, list, wrong) DO UPDATE SET value = excluded.value, chosen_at = excluded.chosen_at`,
  );
  await queries.query(
    sql`DELETE FROM corrections WHERE site_id = ${siteId} AND (list, wrong) IN
       (SELECT list, wrong FROM corrections WHERE site_id = ${siteId} ORDER BY chosen_at DESC, list, wrong OFFSET ${MAX_CORRECTIONS})`,
  );
}
