import { type Cell, type Cells, cellText } from '../../core/cells';
import type { ChosenFix, ErrorGroup, Site, Upload } from '../../core/contract';
import { serialOfToday } from '../../core/dates';
import { changesOf, type FixGroup, readFix } from '../../core/fixes';
import { createLookups } from '../../core/lookup';
import { findLayout, type Layout } from '../../core/sheet';
import { listValues } from '../../core/template';
import type { Queries, SiteId } from '../database/database';
import { ProblemError, problems } from '../problem';
import { moveUpload, readCells, writeFixedCells } from './store';

/** How many rows an answer names of a group; its count tells how many there are. */
const NAMED_ROWS = 50;
/** A longer list is not repeated for each group. */
const MOST_CHOICES = 500;

interface StoredGroup {
  readonly group: FixGroup;
  readonly fix: ErrorGroup['fix'];
}

/** Keeps what is to be fixed; what was chosen before for other errors goes. */
export async function writeErrorGroups(queries: Queries, site: SiteId, id: string, groups: readonly FixGroup[]): Promise<void> {
  await queries.query('DELETE FROM upload_errors WHERE site_id = $1 AND upload_id = $2', [site, id]);
  const named = groups.map((group, place) => ({ ...group, id: `${group.code}-${place + 1}` }));
  await queries.query(
    `INSERT INTO upload_errors (site_id, upload_id, position, error_group)
     SELECT $1, $2::uuid, t.position, t.value FROM jsonb_array_elements($3::text::jsonb) WITH ORDINALITY AS t(value, position)`,
    [site, id, JSON.stringify(named)],
  );
}

async function readGroups(queries: Queries, site: SiteId, id: string): Promise<readonly StoredGroup[]> {
  const rows = await queries.query<{ error_group: FixGroup; fix: ErrorGroup['fix'] }>(
    'SELECT error_group, fix FROM upload_errors WHERE site_id = $1 AND upload_id = $2 ORDER BY position',
    [site, id],
  );
  return rows.map(({ error_group, fix }) => ({ group: error_group, fix }));
}

export async function readErrorGroups(queries: Queries, site: Site, id: string): Promise<readonly ErrorGroup[]> {
  return (await readGroups(queries, site.id as SiteId, id)).map(({ group, fix }) => {
    const { code, column, value, message, count, rows, suggestions, list, fixable, obvious } = group;
    const values = list === undefined ? [] : listValues(list, site);
    return {
      id: group.id,
      code,
      column,
      value,
      message,
      count,
      rows: rows.filter((row) => row > 0).slice(0, NAMED_ROWS),
      suggestions: [...suggestions],
      choices: values.length > MOST_CHOICES ? [] : [...values],
      list: list ?? null,
      fixable,
      obvious,
      leavable: isLeavable(group),
      fix,
    };
  });
}

function isLeavable({ rows, code }: FixGroup): boolean {
  return rows.every((row) => row > 0) && !code.startsWith('column.');
}

/**
 * Saves what was chosen, all of it or nothing.
 * @throws ProblemError that names the group which can't be fixed so
 */
export async function saveFixes(queries: Queries, site: Site, upload: Upload, fixes: readonly ChosenFix[], now: Date): Promise<void> {
  if (upload.state !== 'needs-fixes') throw problems.conflict('This upload waits for no fixes', 'It has gone on since. Reload the list.');
  const groups = new Map((await readGroups(queries, site.id as SiteId, upload.id)).map(({ group }) => [group.id, group]));
  const lookups = createLookups(site);
  const chosen = fixes.map((fix) => {
    const group = groups.get(fix.group);
    if (group === undefined) throw problems.invalid(`fixes, ${fix.group}`, 'there is no such group of errors; reload them');
    if ('leaveOut' in fix) {
      if (!isLeavable(group))
        throw problems.invalid(
          `fixes, ${fix.group}`,
          'it is the sheet’s, not a row’s: cancel the upload, mend the sheet and send it again',
        );
      return { group: fix.group, fix: { leaveOut: true } };
    }
    const reading = readFix(group, fix.value, lookups, serialOfToday(now, site.timeZone));
    if ('problem' in reading) throw problems.invalid(`fixes, ${fix.group}`, reading.problem);
    return { group: fix.group, fix: { value: fix.value } };
  });
  await queries.query(
    `UPDATE upload_errors e SET fix = t.fix
     FROM jsonb_to_recordset($3::text::jsonb) AS t("group" text, fix jsonb)
     WHERE e.site_id = $1 AND e.upload_id = $2 AND e.error_group->>'id' = t."group"`,
    [site.id, upload.id, JSON.stringify(chosen)],
  );
}

/**
 * Makes the chosen fixes in the upload's cells, leaves out the rows that shall be, and sends it on to be checked again.
 * @throws ProblemError while an error is not corrected
 */
export async function applyFixes(queries: Queries, site: Site, upload: Upload, now: Date): Promise<Upload> {
  if (upload.state !== 'needs-fixes') throw problems.conflict('This upload waits for no fixes', 'It has gone on since. Reload the list.');
  const siteId = site.id as SiteId;
  const groups = await readGroups(queries, siteId, upload.id);
  const open = groups.filter(({ fix }) => fix === null).length;
  if (open > 0) {
    const title = `${open} ${open === 1 ? 'error is' : 'errors are'} not corrected yet`;
    throw new ProblemError(409, 'fixes-missing', title, 'Choose a value for each, or leave its rows out. Then go on.');
  }
  const cells = (await readCells(queries, siteId, upload.id)).map((row) => [...row]);
  const lookups = createLookups(site);
  const leftOut = new Map<number, string>();
  for (const { group, fix } of groups) {
    if (fix !== null && 'leaveOut' in fix) for (const row of group.rows) leftOut.set(row, group.message);
    if (fix === null || !('value' in fix)) continue;
    const reading = readFix(group, fix.value, lookups, serialOfToday(now, site.timeZone));
    if ('problem' in reading) throw problems.invalid(`fixes, ${group.id}`, reading.problem);
    for (const { row, column, value } of changesOf(group, reading)) put(cells, row, column, value);
  }
  const layout = findLayout(cells, site);
  const rows = [...leftOut].map(([row, reason]) => ({ row, reason, ...identify(cells[row - 1] ?? [], layout) }));
  for (const { row } of rows) cells[row - 1] = [];
  await queries.query(
    `INSERT INTO upload_left_out (site_id, upload_id, row_number, action, participant_id, reason)
     SELECT $1, $2::uuid, t.row, t.action, t.participant, t.reason
     FROM jsonb_to_recordset($3::text::jsonb) AS t("row" integer, action text, participant bigint, reason text) ON CONFLICT DO NOTHING`,
    [siteId, upload.id, JSON.stringify(rows)],
  );
  await writeFixedCells(queries, siteId, upload.id, cells);
  const moved = await moveUpload(queries, siteId, upload.id, ['needs-fixes'], { state: 'received', progress: 0.1 });
  if (moved === undefined) throw problems.conflict('This upload waits for no fixes', 'It has gone on since. Reload the list.');
  return moved;
}

function put(cells: Cell[][], row: number, column: number, value: Cell): void {
  const cellsOfRow = cells[row - 1];
  if (cellsOfRow === undefined) return;
  while (cellsOfRow.length < column) cellsOfRow.push('');
  cellsOfRow[column] = value;
}

/** What the log says of a row that was left out. */
function identify(row: Cells[number], layout: Layout | null): { action: string; participant: number | null } {
  const at = (key: string) => row[layout?.columns.find(({ column }) => column?.key === key)?.index ?? -1];
  const participant = Number(cellText(at('participantId')));
  const action = cellText(at('action')).trim();
  return {
    action: /^u/i.test(action) ? 'Update' : 'Insert',
    participant: Number.isSafeInteger(participant) && participant > 0 ? participant : null,
  };
}
