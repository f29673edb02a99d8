import sql from 'sql-template-tag';
import type { Site } from '../../../api/site';
import type { ChosenFix, SavedFixes, Upload } from '../../../api/uploads';
import { type Cell, type Cells, cellText } from '../../../core/caseload/cells';
import type { ListName } from '../../../core/caseload/columns';
import { serialOfToday } from '../../../core/caseload/dates';
import { findLayout, type Layout } from '../../../core/caseload/layout';
import { createLookups, type Lookups } from '../../../core/caseload/lookup';
import { changesOf, readFix } from '../../../core/fixes/read-fix';
import { INVALID, PARTS } from '../../../core/text/problems';
import { findUser, type UserRow } from '../../accounts/rights';
import type { Account } from '../../accounts/sessions';
import type { Database, SiteId } from '../../database/database';
import type { Queries } from '../../database/driver';
import { problems } from '../../http/problem';
import { sendJob } from '../../jobs/send-job';
import { requireChangeableUpload, requireSite } from '../access';
import { packCells, readCells, unpackCells, writeFixedCells } from '../upload-cells';
import { holdForFixes, moveUpload } from '../upload-store';
import { chosenIn, readChosen, readSomeGroups, readStoredGroups, type StoredGroup } from './error-groups';

/** The columns that determine a row's program. */
const PROGRAM_COLUMNS: ReadonlySet<string> = new Set(['Program ID', 'Program Name']);

/** Whether a value is a program that the user has no rights in. */
function isOthersProgram(column: string, value: string, { program_ids }: UserRow, lookups: Lookups): boolean {
  if (program_ids.length === 0 || !PROGRAM_COLUMNS.has(column)) return false;
  const byName = lookups.lists.program.find(value);
  const place = column === 'Program ID' ? (lookups.programById.get(Number(value)) ?? -1) : byName;
  const id = lookups.reference.programs[place]?.id;
  return id !== undefined && !program_ids.includes(id);
}

/**
 * Saves fixes and who chose them, all or none.
 * @returns the changed groups, and those of rows that equal theirs
 * @throws ProblemError with the group of an invalid fix; 403 for a program that the user has no rights in
 */
export async function saveFixes(
  database: Database,
  account: Account,
  id: string,
  fixes: readonly ChosenFix[],
  now: Date,
): Promise<SavedFixes> {
  const ids = fixes.map(({ group }) => group);
  const { site, user, groups } = await database.withSite(account.site, async (queries) => {
    const upload = await requireChangeableUpload(queries, account, id);
    if (upload.state !== 'needs-fixes') throw problems.notFixable();
    const found = await readSomeGroups(queries, account.site, id, ids);
    const user = await findUser(queries, account.site, account.email);
    if (user === undefined) throw problems.signedOut();
    return { site: await requireSite(queries, account), user, groups: new Map(found.groups.map((group) => [group.id, group])) };
  });
  const lookups = createLookups(site);
  const today = serialOfToday(now, site.timeZone);
  const chosen = fixes.map((fix) => {
    const group = groups.get(fix.group);
    if (group === undefined) throw problems.invalid(PARTS.fix(fix.group), INVALID.noGroup);
    if ('open' in fix) return { group: fix.group, fix: null };
    if ('leaveOut' in fix) {
      if (!group.leavable) throw problems.invalid(PARTS.fix(fix.group), INVALID.notLeavable);
      return { group: fix.group, fix: { leaveOut: true } };
    }
    const reading = readFix({ ...group, list: (group.list ?? undefined) as ListName | undefined }, fix.value, lookups, today);
    if ('problem' in reading) throw problems.invalid(PARTS.fix(fix.group), reading.problem);
    if (isOthersProgram(group.column, fix.value, user, lookups)) throw problems.otherPrograms();
    return { group: fix.group, fix: { value: fix.value } };
  });
  return database.withSite(account.site, async (queries) => {
    // Locked: nobody releases it until the end of the transaction.
    if ((await holdForFixes(queries, account.site, id)) === undefined) throw problems.notFixable();
    const saved = await queries.query(
      sql`UPDATE upload_errors e SET fix = t.fix, fix_by = CASE WHEN t.fix IS NOT NULL THEN ${account.email} END
       FROM jsonb_to_recordset(${JSON.stringify(chosen)}::text::jsonb) AS t("group" text, fix jsonb)
       WHERE e.site_id = ${account.site} AND e.upload_id = ${id} AND e.error_group->>'id' = t."group" RETURNING e.position`,
    );
    // It was released meanwhile and has other errors now.
    if (saved.length < new Set(ids).size) throw problems.notFixable();
    return readSomeGroups(queries, account.site, id, ids);
  });
}

/** The result of an upload's fixes. */
interface FixedUpload {
  readonly packed: string;
  readonly leftOut: readonly object[];
}

function makeFixes(site: Site, upload: Upload, groups: readonly StoredGroup[], packed: string | undefined, now: Date): FixedUpload {
  const cells = unpackCells(packed).map((row) => [...row]);
  const lookups = createLookups(site);
  const leftOut = new Map<number, { readonly reason: string; readonly by: string }>();
  for (const { group, fix, fixBy } of groups) {
    const by = fixBy ?? upload.createdBy;
    if (fix !== null && 'leaveOut' in fix) for (const row of group.rows) leftOut.set(row, { reason: group.message, by });
    if (fix === null || !('value' in fix)) continue;
    const reading = readFix(group, fix.value, lookups, serialOfToday(now, site.timeZone));
    if ('problem' in reading) throw problems.invalid(PARTS.fix(group.id), reading.problem);
    for (const { row, column, value } of changesOf(group, reading)) put(cells, row, column, value);
  }
  const layout = findLayout(cells, site);
  const rows = [...leftOut].map(([row, { reason, by }]) => ({ row, reason, by, ...identify(cells[row - 1] ?? [], layout) }));
  for (const { row } of rows) cells[row - 1] = [];
  return { packed: packCells(cells), leftOut: rows };
}

/** The most attempts to make fixes while others change them. */
const MAX_TRIES = 5;

/**
 * Makes the chosen fixes in the upload's cells, leaves rows out, records who chose what, and releases the upload to be
 * checked again.
 * @throws ProblemError if an error is not corrected
 */
export async function applyFixes(database: Database, account: Account, id: string, now: Date): Promise<Upload> {
  const siteId = account.site;
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const { site, upload, groups, packed } = await database.withSite(siteId, async (queries) => {
      const upload = await requireChangeableUpload(queries, account, id);
      if (upload.state !== 'needs-fixes') throw problems.notFixable();
      return {
        site: await requireSite(queries, account),
        upload,
        groups: await readStoredGroups(queries, siteId, id),
        packed: await readCells(queries, siteId, id),
      };
    });
    const open = groups.filter(({ fix, settled }) => fix === null && !settled).length;
    if (open > 0) throw problems.fixesMissing(open);
    const fixed = makeFixes(site, upload, groups, packed, now);
    const moved = await database.withSite(siteId, async (queries) => {
      if ((await holdForFixes(queries, siteId, id)) === undefined) throw problems.notFixable();
      // Compared with the fixes that were made, not with a reading of its own: others may save between two statements.
      if ((await readChosen(queries, siteId, id)) !== chosenIn(groups)) return undefined;
      await keepChoices(queries, siteId, upload, groups, now);
      await queries.query(
        sql`INSERT INTO upload_left_out (site_id, upload_id, row_number, action, participant_id, reason, left_out_by)
         SELECT ${siteId}, ${id}::uuid, t.row, t.action, t.participant, t.reason, t.by
         FROM jsonb_to_recordset(${JSON.stringify(fixed.leftOut)}::text::jsonb) AS t("row" integer, action text, participant bigint, reason text, "by" text) ON CONFLICT DO NOTHING`,
      );
      await writeFixedCells(queries, siteId, id, fixed.packed);
      const change = { state: 'received', progress: 0.1, releasedBy: account.email } as const;
      const sent = await moveUpload(queries, siteId, id, ['needs-fixes'], change);
      if (sent === undefined) throw problems.notFixable();
      await sendJob(queries, 'check', { site: siteId, upload: id }, sent.weight);
      return sent;
    });
    if (moved !== undefined) return moved;
  }
  throw problems.fixedByOthers();
}

/** Records who chose fixes, since each of them needs the rights for the upload, and the audit trail names them. */
async function keepChoices(queries: Queries, site: SiteId, upload: Upload, groups: readonly StoredGroup[], now: Date): Promise<void> {
  const choices = groups.flatMap(({ group, fix, fixBy }) =>
    fix === null
      ? []
      : [{ column: group.column, value: 'value' in fix ? fix.value : null, rows: group.rows, by: fixBy ?? upload.createdBy }],
  );
  await queries.query(
    sql`INSERT INTO upload_choices (site_id, upload_id, position, column_header, value, row_numbers, chosen_by, chosen_at)
     SELECT ${site}, ${upload.id}::uuid, t.position, t.value ->> 'column', t.value ->> 'value', ARRAY(SELECT jsonb_array_elements_text(t.value -> 'rows')::integer),
       t.value ->> 'by', ${now.toISOString()}::timestamptz
     FROM jsonb_array_elements(${JSON.stringify(choices)}::text::jsonb) WITH ORDINALITY AS t(value, position)`,
  );
}

/** Everyone who submitted an upload, chose its fixes, left rows out, or released it. */
export async function peopleOf(queries: Queries, site: SiteId, upload: Upload): Promise<readonly string[]> {
  const chosen = await queries.query<{ by: string }>(
    sql`SELECT DISTINCT chosen_by AS by FROM upload_choices WHERE site_id = ${site} AND upload_id = ${upload.id} ORDER BY chosen_by`,
  );
  return [...new Set([upload.createdBy, ...chosen.map(({ by }) => by), upload.releasedBy])];
}

/** The fixes by row and who chose them, for the audit trail. The last fix of a column counts. */
export async function choicesByRow(queries: Queries, site: SiteId, id: string): Promise<ReadonlyMap<number, string>> {
  const choices = await queries.query<{ column: string; value: string; by: string; rows: readonly number[] }>(
    sql`SELECT column_header AS column, value, chosen_by AS by, row_numbers AS rows FROM upload_choices
     WHERE site_id = ${site} AND upload_id = ${id} AND value IS NOT NULL ORDER BY chosen_at, position`,
  );
  const byRow = new Map<number, Map<string, { column: string; value: string; by: string }>>();
  for (const { rows, ...choice } of choices) {
    for (const row of rows) {
      const known = byRow.get(row) ?? new Map<string, { column: string; value: string; by: string }>();
      byRow.set(row, known.set(choice.column, choice));
    }
  }
  return new Map([...byRow].map(([row, columns]) => [row, JSON.stringify([...columns.values()])]));
}

function put(cells: Cell[][], row: number, column: number, value: Cell): void {
  const cellsOfRow = cells[row - 1];
  if (cellsOfRow === undefined) return;
  while (cellsOfRow.length < column) cellsOfRow.push('');
  cellsOfRow[column] = value;
}

/** A left-out row, for the log. */
function identify(row: Cells[number], layout: Layout | null): { action: string; participant: number | null } {
  const at = (key: string) => row[layout?.columns.find(({ column }) => column?.key === key)?.index ?? -1];
  const participant = Number(cellText(at('participantId')));
  const action = cellText(at('action')).trim();
  return {
    action: /^u/i.test(action) ? 'Update' : 'Insert',
    participant: Number.isSafeInteger(participant) && participant > 0 ? participant : null,
  };
}
