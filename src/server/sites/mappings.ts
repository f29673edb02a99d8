import type { Mapping } from '../../api/site';
import type { Queries } from '../database/driver';

/** What was chosen for a sheet with these headers; undefined if nothing was. */
export async function readMapping(queries: Queries, siteId: string, signature: string): Promise<Mapping | undefined> {
  const [row] = await queries.query<{ columns: Mapping['columns'] }>('SELECT columns FROM mappings WHERE site_id = $1 AND signature = $2', [
    siteId,
    signature,
  ]);
  return row;
}

export async function saveMapping(queries: Queries, siteId: string, signature: string, mapping: Mapping, now: Date): Promise<void> {
  await queries.query(
    `INSERT INTO mappings (site_id, signature, columns, chosen_at) VALUES ($1, $2, $3::text::jsonb, $4)
     ON CONFLICT (site_id, signature) DO UPDATE SET columns = excluded.columns, chosen_at = excluded.chosen_at`,
    [siteId, signature, JSON.stringify(mapping.columns), now.toISOString()],
  );
}
