import sql from 'sql-template-tag';
import { staffName } from '../../core/caseload/reference';
import { digestText } from '../../core/text/mail';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { stillOpen } from '../database/still-open';
import { queueMail } from './outbox';

interface ChangedCaseload {
  readonly staffId: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly begun: number;
  readonly ended: number;
  readonly open: number;
}

/**
 * The caseworkers with what an upload, or undoing it at a time, changed with them, in programs of which they are told. Counted before they
 * are joined: the rows of an upload were compared with each caseworker, where nothing is known of them.
 */
const changedBy = (site: SiteId, upload: string, [begun, ended]: readonly [string, string], at: string | null) => sql`
WITH changed AS MATERIALIZED (
  SELECT COALESCE(a.staff_id, (l.before ->> 'staff')::integer) AS staff_id, COALESCE(a.program_id, (l.before ->> 'program')::integer) AS program_id,
    count(*) FILTER (WHERE l.what = ${begun}) AS begun, count(*) FILTER (WHERE l.what = ${ended}) AS ended
  FROM audit l LEFT JOIN LATERAL (SELECT o.staff_id, o.program_id FROM assignments o WHERE o.site_id = ${site} AND o.assignment_id = l.assignment_id OFFSET 0) a ON true
  WHERE l.site_id = ${site} AND l.upload_id = ${upload} AND l.what IN (${begun}, ${ended})
    AND (${at}::timestamptz IS NULL OR l.changed_at = ${at}::timestamptz)
  GROUP BY 1, 2
),
counted AS (
  SELECT c.staff_id, c.begun, c.ended, 0 AS open FROM changed c
  LEFT JOIN programs p ON p.site_id = ${site} AND p.program_id = c.program_id WHERE COALESCE(p.digests, true)
  UNION ALL SELECT o.staff_id, 0, 0, count(*) FROM assignments o WHERE o.site_id = ${site} AND ${stillOpen('o')} GROUP BY o.staff_id
),
told AS MATERIALIZED (
  SELECT staff_id, sum(begun)::integer AS begun, sum(ended)::integer AS ended, sum(open)::integer AS open FROM counted GROUP BY staff_id
  HAVING sum(begun) + sum(ended) > 0
)
SELECT s.staff_id AS "staffId", s.first_name AS "firstName", s.last_name AS "lastName", s.email, t.begun, t.ended, t.open
FROM told t JOIN LATERAL (SELECT * FROM staff m WHERE m.site_id = ${site} AND m.staff_id = t.staff_id OFFSET 0) s ON true
ORDER BY s.staff_id`;

/** An upload's changes, or the undoing of them at a time: it may be undone in parts. */
type Changed = { readonly event: 'applied' } | { readonly event: 'undone'; readonly at: string };

/**
 * Queues one mail for each caseworker whose caseload an upload has changed, if the site wants it. It has numbers only: neither a participant nor
 * the upload's name, which may contain one.
 * @returns the names of those who have no address
 */
export async function queueDigests(
  queries: Queries,
  site: SiteId,
  upload: string,
  change: Changed,
  publicUrl: string,
): Promise<readonly string[]> {
  const [settings] = await queries.query<{ digests: boolean; name: string }>(sql`SELECT digests, name FROM sites WHERE site_id = ${site}`);
  if (settings?.digests !== true) return [];
  const { event } = change;
  const at = change.event === 'undone' ? change.at : null;
  const kinds = event === 'applied' ? (['begun', 'ended'] as const) : (['begun-undone', 'ended-undone'] as const);
  const changed = await queries.query<ChangedCaseload>(changedBy(site, upload, kinds, at));
  const unreachable: string[] = [];
  for (const { email, begun, ended, open, ...member } of changed) {
    const name = staffName({ id: member.staffId, ...member });
    if (email === null) unreachable.push(name);
    else
      await queueMail(queries, site, upload, {
        to: email,
        kind: `digest ${event} ${at === null ? '' : `${at} `}${member.staffId}`,
        ...digestText({ name, site: settings.name, begun, ended, open, event, publicUrl }),
      });
  }
  return unreachable;
}
