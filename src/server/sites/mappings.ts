import sql from 'sql-template-tag';
import type { Mapping } from '../../api/site';
import type { Queries } from '../database/driver';

/** The columns matched before to these headers; undefined if there are none. */
export async function readMapping(queries: Queries, siteId: string, signature: string): Promise<Mapping | undefined> {
  const [row] = await queries.query<{ columns: Mapping['columns'] }>(
    sql`SELECT columns FROM mappings WHERE site_id = ${siteId} AND signature = ${signature}`,
  );
  return row;
}

export async function saveMapping(queries: Queries, siteId: string, signature: string, mapping: Mapping, now: Date): Promise<void> {
  await queries.query(
    sql`INSERT INTO mappings (site_id, signature, columns, chosen_at) VALUES (${siteId}, ${signature}, ${JSON.stringify(mapping.columns)}::text::jsonb, ${now.toISOString()})
     ON CONFLICT (site_id, signature) DO UPDATE SET columns = excluded.columns, chosen_at = excluded.chosen_at`,
  );
}
