import { randomUUID } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Mapping } from '../../api/site';
import type { IdKind, IdsRequest, Resolved, ResolveRequest, Source } from '../../api/sources';
import type { Correction } from '../../core/caseload/reference';
import { INVALID, PARTS } from '../../core/text/problems';
import type { SiteId } from '../database/database';
import type { Queries } from '../database/driver';
import { problems } from '../http/problem';

/** The most sources of a site, and corrections of a source. */
const MAX_SOURCES = 50;
const MAX_CORRECTIONS = 2000;

const SOURCE = sql`s.source_id AS id, s.name, s.columns`;

/** The site's sources, by name. */
export async function listSources(queries: Queries, site: SiteId): Promise<Source[]> {
  const rows = await queries.query<Source>(
    sql`SELECT ${SOURCE}, count(e.*) FILTER (WHERE e.kind = 'participant')::integer AS participants, count(e.*) FILTER (WHERE e.kind = 'staff')::integer AS staff
     FROM sources s LEFT JOIN external_ids e ON e.site_id = ${site} AND e.source_id = s.source_id WHERE s.site_id = ${site}
     GROUP BY s.source_id, s.name, s.columns ORDER BY s.name`,
  );
  return [...rows];
}

/** Adds a source, or replaces the columns of the one with this name. @throws ProblemError 409 if the site has too many */
export async function saveSource(
  queries: Queries,
  site: SiteId,
  { name, columns }: Mapping & { readonly name: string },
  now: Date,
): Promise<Source> {
  await queries.query(
    sql`INSERT INTO sources (site_id, source_id, name, columns, changed_at)
     SELECT ${site}, ${randomUUID()}, ${name}, ${JSON.stringify(columns)}::text::jsonb, ${now.toISOString()}
     WHERE (SELECT count(*) FROM sources o WHERE o.site_id = ${site}) < ${MAX_SOURCES} OR EXISTS (SELECT 1 FROM sources o WHERE o.site_id = ${site} AND o.name = ${name})
     ON CONFLICT (site_id, name) DO UPDATE SET columns = excluded.columns, changed_at = excluded.changed_at`,
  );
  const saved = (await listSources(queries, site)).find((source) => source.name === name);
  if (saved === undefined) throw problems.tooManySources(MAX_SOURCES);
  return saved;
}

/** Remembers list values chosen for a source's wrong ones; the newest count. @throws ProblemError 404 */
export async function addCorrections(queries: Queries, site: SiteId, id: string, chosen: readonly Correction[]): Promise<void> {
  const known = await holdSource(queries, site, id);
  const isChosen = ({ list, wrong }: Correction) => chosen.some((one) => one.list === list && one.wrong === wrong);
  const all = [...chosen, ...known.filter((one) => !isChosen(one))].slice(0, MAX_CORRECTIONS);
  await queries.query(
    sql`UPDATE sources SET corrections = ${JSON.stringify(all)}::text::jsonb WHERE site_id = ${site} AND source_id = ${id}`,
  );
}

/** @returns a source's corrections @throws ProblemError 404 */
async function requireSource(queries: Queries, site: SiteId, id: string, lock = sql``): Promise<readonly Correction[]> {
  const [found] = await queries.query<{ corrections: readonly Correction[] }>(
    sql`SELECT corrections FROM sources WHERE site_id = ${site} AND source_id = ${id} ${lock}`,
  );
  if (found === undefined) throw problems.notFound('source');
  return found.corrections;
}

/** Reads a source's corrections, and locks it until the end of the transaction. @throws ProblemError 404 */
function holdSource(queries: Queries, site: SiteId, id: string): Promise<readonly Correction[]> {
  return requireSource(queries, site, id, sql`FOR UPDATE`);
}

/**
 * Saves a source's own IDs, all or none.
 * @throws ProblemError 400 if an ID stands for two people, or for nobody of the site; 404
 */
export async function saveIds(queries: Queries, site: SiteId, id: string, { kind, ids }: IdsRequest): Promise<number> {
  // Locked, so that two imports at once can't save one ID for two people.
  await holdSource(queries, site, id);
  const meant = new Map<string, number | null>();
  for (const { external, internal } of ids) {
    const known = meant.get(external);
    if (known !== undefined && known !== internal) throw problems.invalid(PARTS.ids, INVALID.twoPeople(external));
    meant.set(external, internal);
  }
  const forgotten = [...meant].filter(([, internal]) => internal === null).map(([external]) => external);
  const kept = [...meant].flatMap(([external, internal]) => (internal === null ? [] : [{ external, internal }]));
  const [externals, internals] = [kept.map(({ external }) => external), kept.map(({ internal }) => internal)];
  const people =
    kind === 'participant'
      ? sql`SELECT p.participant_id AS id FROM participants p WHERE p.site_id = ${site} AND p.participant_id = ANY(${internals}::bigint[])`
      : sql`SELECT p.staff_id AS id FROM staff p WHERE p.site_id = ${site} AND p.staff_id = ANY(${internals}::bigint[])`;
  const known = new Set((await queries.query<{ id: number }>(people)).map((person) => person.id));
  const strange = kept.find(({ internal }) => !known.has(internal));
  if (strange !== undefined) throw problems.invalid(PARTS.ids, INVALID.nobody(strange.external, strange.internal));
  // What an ID stood for until now is not changed in passing: it would be another person. `OFFSET 0` has each looked up: without statistics, it was compared
  // with all IDs of the source.
  const [other] = await queries.query<{ external_id: string }>(
    sql`SELECT e.external_id FROM unnest(${externals}::text[], ${internals}::bigint[]) AS t(external_id, internal_id)
     JOIN LATERAL (SELECT * FROM external_ids o WHERE o.site_id = ${site} AND o.source_id = ${id} AND o.kind = ${kind} AND o.external_id = t.external_id OFFSET 0) e
       ON e.internal_id <> t.internal_id LIMIT 1`,
  );
  if (other !== undefined) throw problems.invalid(PARTS.ids, INVALID.otherPerson(other.external_id));
  await queries.query(
    sql`DELETE FROM external_ids WHERE site_id = ${site} AND source_id = ${id} AND kind = ${kind} AND external_id = ANY(${forgotten}::text[])`,
  );
  await queries.query(
    sql`INSERT INTO external_ids (site_id, source_id, kind, external_id, internal_id)
     SELECT ${site}, ${id}, ${kind}, t.external_id, t.internal_id FROM unnest(${externals}::text[], ${internals}::bigint[]) AS t(external_id, internal_id) ON CONFLICT DO NOTHING`,
  );
  return meant.size;
}

/** Our IDs by a source's own, and its corrections if asked for. @throws ProblemError 404 */
export async function resolveIds(
  queries: Queries,
  site: SiteId,
  id: string,
  { participants, staff, corrections: wantsCorrections }: ResolveRequest,
): Promise<Resolved> {
  const corrections = await requireSource(queries, site, id);
  const find = async (kind: IdKind, wanted: readonly string[]) => {
    const rows = await queries.query<{ external: string; internal: number }>(
      sql`SELECT external_id AS external, internal_id AS internal FROM external_ids
       WHERE site_id = ${site} AND source_id = ${id} AND kind = ${kind} AND external_id = ANY(${[...wanted]}::text[])`,
    );
    return Object.fromEntries(rows.map(({ external, internal }) => [external, Number(internal)]));
  };
  return {
    participants: await find('participant', participants),
    staff: await find('staff', staff),
    corrections: wantsCorrections ? [...corrections] : [],
  };
}

/** @throws ProblemError 404 */
export async function removeSource(queries: Queries, site: SiteId, id: string): Promise<void> {
  await requireSource(queries, site, id);
  await queries.query(sql`DELETE FROM external_ids WHERE site_id = ${site} AND source_id = ${id}`);
  await queries.query(sql`DELETE FROM sources WHERE site_id = ${site} AND source_id = ${id}`);
}
