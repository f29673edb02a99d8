import type { Cells } from '../../core/cells';
import { SheetCheck } from '../../core/check';
import type { Site } from '../../core/contract';
import { serialOfIso, serialOfToday } from '../../core/dates';
import { createLookups, type Lookups } from '../../core/lookup';
import type { Row } from '../../core/row';
import type { Fault } from '../../core/rules/codes';
import { severityOf } from '../../core/rules/codes';
import { createSheetContext, type RecordFacts, type Rights, recordFaults } from '../../core/rules/record';
import type { Queries } from '../database/database';
import { comparable, givenDemographics, INPUT_SQL, inputParameters, type RowArrays, recordColumns, rowArrays } from './sheet-rows';

/** A sheet after all checks, the record's too. */
export interface CheckedSheet {
  readonly check: SheetCheck;
  readonly lookups: Lookups;
  /** The sheet's and the record's, by row. */
  readonly faults: readonly Fault[];
  readonly rows: readonly Row[];
  readonly arrays: RowArrays;
  readonly errors: number;
}

interface FactsRow {
  readonly row_number: number;
  readonly demographics: string | null;
  readonly enrolled: boolean;
  readonly ever_enrolled: boolean;
  readonly exact_open: number;
  readonly fitting_open: number;
  readonly open_start: string | null;
  readonly historic: number;
}

/**
 * What the record knows of every row, in one statement. Which assignment is meant: participant and caseworker, and the
 * program and relationship where the row gives them; one that fits exactly goes before others.
 */
const factsSql = (demographics: number) => `
WITH input AS (${INPUT_SQL}),
fitting AS (
  SELECT i.row_number,
    count(*) FILTER (WHERE a.end_date IS NULL) AS fitting_open,
    count(*) FILTER (WHERE a.end_date IS NULL AND exact.yes) AS exact_open,
    count(*) FILTER (WHERE a.end_date IS NOT NULL) AS historic,
    max(a.start_date) FILTER (WHERE a.end_date IS NULL AND exact.yes) AS exact_start,
    max(a.start_date) FILTER (WHERE a.end_date IS NULL) AS fitting_start
  FROM input i
  JOIN assignments a ON a.site_id = $1 AND a.participant_id = i.participant_id AND a.staff_id = i.staff_id
    AND (i.program_id IS NULL OR a.program_id = i.program_id) AND (i.relationship IS NULL OR a.relationship = i.relationship)
  CROSS JOIN LATERAL (SELECT a.program_id IS NOT DISTINCT FROM i.program_id AND a.relationship = i.relationship AS yes) exact
  GROUP BY i.row_number
),
enrolled AS (
  SELECT i.row_number,
    bool_or(e.start_date <= i.start_date AND (e.end_date IS NULL OR e.end_date >= i.start_date)) AS enrolled
  FROM input i
  JOIN enrollments e ON e.site_id = $1 AND e.participant_id = i.participant_id AND e.program_id = i.program_id
  GROUP BY i.row_number
)
SELECT i.row_number, ${demographicsSql(demographics)} AS demographics, COALESCE(e.enrolled, false) AS enrolled, e.row_number IS NOT NULL AS ever_enrolled,
  COALESCE(f.exact_open, 0) AS exact_open, COALESCE(f.fitting_open, 0) AS fitting_open, COALESCE(f.historic, 0) AS historic,
  COALESCE(f.exact_start, f.fitting_start) AS open_start
FROM input i
LEFT JOIN participants p ON p.site_id = $1 AND p.participant_id = i.participant_id
LEFT JOIN fitting f ON f.row_number = i.row_number
LEFT JOIN enrolled e ON e.row_number = i.row_number`;

/** Between one demographic and the next, where no text has it. */
const SEPARATOR = '\u001f';

/** The demographics whose names are the parameters from `$14` on, in one text; null without the participant. A text is read sooner than JSON. */
function demographicsSql(count: number): string {
  const values = Array.from({ length: count }, (_, place) => `COALESCE(p.demographics ->> $${place + 14}, '')`);
  return `CASE WHEN p.participant_id IS NOT NULL THEN ${values.join(' || chr(31) || ')} END`;
}

async function readFacts(queries: Queries, site: Site, arrays: RowArrays): Promise<ReadonlyMap<number, RecordFacts>> {
  const rows = await queries.query<FactsRow>(factsSql(site.duplicateCheck.length), [
    site.id,
    ...inputParameters(arrays),
    ...site.duplicateCheck,
  ]);
  return new Map(
    rows.map((row) => [
      row.row_number,
      {
        row: row.row_number,
        demographics: row.demographics?.split(SEPARATOR).map((value, place) => comparable(site.duplicateCheck[place] ?? '', value)) ?? null,
        enrolled: row.enrolled,
        everEnrolled: row.ever_enrolled,
        exactOpen: row.exact_open,
        fittingOpen: row.fitting_open,
        openStart: row.open_start === null ? null : serialOfIso(row.open_start),
        historic: row.historic,
      },
    ]),
  );
}

/** Two Updates that mean the same open assignment in different words (one without the program, say) are duplicates, too. */
function sameUpdateTwice(rows: readonly Row[], facts: ReadonlyMap<number, RecordFacts>, known: ReadonlySet<number>): readonly Fault[] {
  const loose = new Map<string, Row[]>();
  for (const row of rows) {
    const fact = facts.get(row.number);
    if (row.action !== 0 || row.staff < 0 || fact === undefined || fact.fittingOpen === 0) continue;
    const key = `${row.participantId}:${row.staff}`;
    loose.set(key, [...(loose.get(key) ?? []), row]);
  }
  const fits = (one: Row, other: Row) =>
    (one.program < 0 || other.program < 0 || one.program === other.program) &&
    (one.relationship < 0 || other.relationship < 0 || one.relationship === other.relationship);
  return [...loose.values()].flatMap((group) =>
    group.flatMap((row): Fault[] => {
      const twin = group.find((other) => other !== row && fits(row, other) && isSameOpen(facts.get(row.number), facts.get(other.number)));
      if (twin === undefined || known.has(row.number)) return [];
      return [{ code: 'row.duplicate', row: row.number, columns: [], detail: { otherRow: twin.number } }];
    }),
  );
}

function isSameOpen(one: RecordFacts | undefined, other: RecordFacts | undefined): boolean {
  return one?.openStart !== null && one?.openStart === other?.openStart;
}

/** Checks a sheet by all rules, against the record too. */
export async function checkAgainstRecord(queries: Queries, site: Site, rights: Rights, cells: Cells, now: Date): Promise<CheckedSheet> {
  const lookups = createLookups(site);
  const check = new SheetCheck(cells, lookups, { today: serialOfToday(now, site.timeZone) });
  const rows = [...check.rows(cells)];
  const arrays = rowArrays(rows, lookups);
  const facts = rows.length === 0 ? new Map<number, RecordFacts>() : await readFacts(queries, site, arrays);
  const context = createSheetContext(rows);
  const columns = recordColumns(check, site.duplicateCheck);
  const ofSheet = check.faults();
  const doubled = new Set(ofSheet.filter((fault) => fault.code === 'row.duplicate').map((fault) => fault.row));
  const ofRecord = rows.flatMap((row) => {
    const fact = facts.get(row.number);
    if (fact === undefined) return [];
    return recordFaults(row, givenDemographics(row, cells, columns, site.duplicateCheck), fact, rights, context, columns, site);
  });
  const faults = [...ofSheet, ...ofRecord, ...sameUpdateTwice(rows, facts, doubled)].sort((one, other) => one.row - other.row);
  return { check, lookups, faults, rows, arrays, errors: faults.filter((fault) => severityOf(fault) === 'error').length };
}
