import type { Correction } from '../../core/caseload/reference';
import type { Queries } from '../database/driver';

/** No more are kept for a site: the oldest go. */
const MOST_CORRECTIONS = 2000;

/** What users of the site chose for wrong values, the newest first. */
export function readCorrections(queries: Queries, siteId: string): Promise<readonly Correction[]> {
  return queries.query<Correction>(
    'SELECT list, wrong, value FROM corrections WHERE site_id = $1 ORDER BY chosen_at DESC, list, wrong LIMIT $2',
    [siteId, MOST_CORRECTIONS],
  );
}

/** Keeps what was chosen; what was chosen last for a wrong value counts. */
export async function saveCorrections(queries: Queries, siteId: string, corrections: readonly Correction[], now: Date): Promise<void> {
  const last = new Map(corrections.map((one) => [JSON.stringify([one.list, one.wrong]), one]));
  await queries.query(
    `INSERT INTO corrections (site_id, list, wrong, value, chosen_at)
     SELECT $1, t.list, t.wrong, t.value, $3 FROM jsonb_to_recordset($2::text::jsonb) AS t(list text, wrong text, value text)
     ON CONFLICT (site_id, list, wrong) DO UPDATE SET value = excluded.value, chosen_at = excluded.chosen_at`,
    [siteId, JSON.stringify([...last.values()]), now.toISOString()],
  );
  await queries.query(
    `DELETE FROM corrections WHERE site_id = $1 AND (list, wrong) IN
       (SELECT list, wrong FROM corrections WHERE site_id = $1 ORDER BY chosen_at DESC, list, wrong OFFSET $2)`,
    [siteId, MOST_CORRECTIONS],
  );
}
