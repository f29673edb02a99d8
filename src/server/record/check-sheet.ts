import sql, { join, type Sql } from 'sql-template-tag';
import type { Site } from '../../api/site';
import type { Cells } from '../../core/caseload/cells';
import { serialOfIso, serialOfToday } from '../../core/caseload/dates';
import { createLookups, type Lookups } from '../../core/caseload/lookup';
import type { Row } from '../../core/caseload/row';
import { SheetCheck } from '../../core/check/sheet-check';
import type { Fault } from '../../core/rules/codes';
import { severityOf } from '../../core/rules/codes';
import { comparable, givenDemographics } from '../../core/rules/demographics';
import { createSheetContext, type RecordFacts, type Rights, recordFaults, type SheetContext } from '../../core/rules/record';
import { withSameUpdates } from '../../core/rules/same-update';
import type { Queries } from '../database/driver';
import { inTurn } from './in-turn';
import { inputTable, participantsOf, type RowArrays, recordColumns, rowArrays } from './row-input';

/** A sheet after all checks, including those against the record. */
export interface CheckedSheet {
  readonly check: SheetCheck;
  readonly lookups: Lookups;
  /** All faults, by row. */
  readonly faults: readonly Fault[];
  readonly rows: readonly Row[];
  readonly arrays: RowArrays;
  readonly errors: number;
  /** What its rows do together. */
  readonly context: SheetContext;
}

interface FactsRow {
  readonly row_number: number;
  readonly demographics: string | null;
  readonly enrolled_from: string | null;
  readonly enrolled_since: string | null;
  readonly leaves: boolean;
  readonly has_left: boolean;
  readonly ever_enrolled: boolean;
  readonly exact_open: number;
  readonly fitting_open: number;
  readonly open_start: string | null;
  readonly open_assignment: string | null;
  readonly historic: number;
  readonly begun_before: boolean;
}

/**
 * The assignments of a row's participant and caseworker, open and ended ones, each by an index of their own. Looked up row by row: a join by the rows'
 * participants alone read all that these ever had.
 */
function theirAssignments(site: Site): Sql {
  const part = (isEnded: Sql) => sql`SELECT o.assignment_id, o.program_id, o.relationship, o.start_date, o.end_date FROM assignments o
    WHERE o.site_id = ${site.id} AND o.participant_id = i.participant_id AND o.staff_id = i.staff_id AND o.end_date IS ${isEnded}`;
  return sql`LATERAL (${part(sql`NULL`)} UNION ALL ${part(sql`NOT NULL`)})`;
}

/**
 * The facts about rows, in one statement. A row's assignment is identified by participant and caseworker, and by
 * program and relationship where given; an exact match takes precedence.
 */
const factsOf = (rows: RowArrays, site: Site) => sql`
WITH input AS (${inputTable(rows, ['row', 'participant', 'program', 'programStart', 'programEnd', 'staff', 'relationship', 'start'])}),
fitting AS (
  SELECT i.row_number,
    count(*) FILTER (WHERE a.end_date IS NULL) AS fitting_open,
    count(*) FILTER (WHERE a.end_date IS NULL AND exact.yes) AS exact_open,
    count(*) FILTER (WHERE a.end_date IS NOT NULL) AS historic,
    bool_or(a.end_date IS NOT NULL AND exact.yes AND a.start_date = i.start_date) AS begun_before,
    max(a.start_date) FILTER (WHERE a.end_date IS NULL AND exact.yes) AS exact_start,
    max(a.start_date) FILTER (WHERE a.end_date IS NULL) AS fitting_start,
    max(a.assignment_id::text) FILTER (WHERE a.end_date IS NULL AND exact.yes) AS exact_assignment,
    max(a.assignment_id::text) FILTER (WHERE a.end_date IS NULL) AS fitting_assignment
  FROM input i
  JOIN ${theirAssignments(site)} a ON (i.program_id IS NULL OR a.program_id = i.program_id) AND (i.relationship IS NULL OR a.relationship = i.relationship)
  CROSS JOIN LATERAL (SELECT a.program_id IS NOT DISTINCT FROM i.program_id AND a.relationship = i.relationship AS yes) exact
  GROUP BY i.row_number
),
enrolled AS (
  SELECT i.row_number,
    min(e.start_date) FILTER (WHERE e.start_date <= i.start_date AND (e.end_date IS NULL OR e.end_date >= i.start_date)) AS enrolled_from,
    COALESCE(
      max(e.start_date) FILTER (WHERE e.start_date = i.program_start),
      min(e.start_date) FILTER (WHERE i.program_start IS NOT NULL AND (e.end_date IS NULL OR e.end_date >= i.program_start))
    ) AS enrolled_since,
    bool_or(e.end_date IS NULL AND e.start_date <= i.program_end) AS leaves,
    bool_or(e.end_date = i.program_end) AS has_left
  FROM input i
  JOIN enrollments e ON e.site_id = ${site.id} AND ${participantsOf(sql`e`, rows)} AND e.participant_id = i.participant_id AND e.program_id = i.program_id
  GROUP BY i.row_number
)
SELECT i.row_number, ${demographicsOf(site.duplicateCheck)} AS demographics, e.enrolled_from, e.enrolled_since,
  COALESCE(e.leaves, false) AS leaves, COALESCE(e.has_left, false) AS has_left, e.row_number IS NOT NULL AS ever_enrolled,
  COALESCE(f.exact_open, 0) AS exact_open, COALESCE(f.fitting_open, 0) AS fitting_open, COALESCE(f.historic, 0) AS historic, COALESCE(f.begun_before, false) AS begun_before,
  COALESCE(f.exact_start, f.fitting_start) AS open_start,
  CASE WHEN f.exact_open = 1 THEN f.exact_assignment WHEN f.fitting_open = 1 THEN f.fitting_assignment END AS open_assignment
FROM input i
LEFT JOIN participants p ON p.site_id = ${site.id} AND ${participantsOf(sql`p`, rows)} AND p.participant_id = i.participant_id
LEFT JOIN fitting f ON f.row_number = i.row_number
LEFT JOIN enrolled e ON e.row_number = i.row_number`;

/** Separates demographics; never occurs in texts. */
const SEPARATOR = '\u001f';

/** A participant's demographics as one text, which is faster to read than JSON; null if the participant is unknown. */
function demographicsOf(names: readonly string[]): Sql {
  const values = names.map((name) => sql`COALESCE(p.demographics ->> ${name}, '')`);
  return values.length === 0
    ? sql`CASE WHEN p.participant_id IS NOT NULL THEN '' END`
    : sql`CASE WHEN p.participant_id IS NOT NULL THEN ${join(values, ' || chr(31) || ')} END`;
}

/** The part of a row that its facts depend on. */
function factsKey({ participantId, staff, program, relationship, start, programStart, programEnd }: Row): string {
  return `${participantId}:${staff}:${program}:${relationship}:${start}:${programStart}:${programEnd}`;
}

function factsIn(answer: FactsRow, { duplicateCheck }: Site): RecordFacts {
  const serial = (date: string | null) => (date === null ? null : serialOfIso(date));
  return {
    demographics: answer.demographics?.split(SEPARATOR).map((value, place) => comparable(duplicateCheck[place] ?? '', value)) ?? null,
    enrolledFrom: serial(answer.enrolled_from),
    enrolledSince: serial(answer.enrolled_since),
    leaves: answer.leaves,
    hasLeft: answer.has_left,
    everEnrolled: answer.ever_enrolled,
    exactOpen: answer.exact_open,
    fittingOpen: answer.fitting_open,
    openAssignment: answer.open_assignment,
    openStart: serial(answer.open_start),
    historic: answer.historic,
    begunBefore: answer.begun_before,
  };
}

/** The facts by row number. Identical rows are queried once: a sheet may repeat one 100,000 times. */
async function readFacts(read: ReadRecord, site: Site, rows: readonly Row[], lookups: Lookups): Promise<ReadonlyMap<number, RecordFacts>> {
  const asking = new Map<string, Row>();
  for (const row of rows) {
    const key = factsKey(row);
    if (!asking.has(key)) asking.set(key, row);
  }
  const inOrder = [...asking.values()].sort((one, other) => one.participantId - other.participantId);
  const facts = new Map<number, RecordFacts>();
  const make = (some: readonly Row[]) => factsOf(rowArrays(some, lookups), site);
  for await (const answers of inTurn(inOrder, make, (statement) => read((queries) => queries.query<FactsRow>(statement))))
    for (const answer of answers) facts.set(answer.row_number, factsIn(answer, site));
  return new Map(
    rows.flatMap((row): [number, RecordFacts][] => {
      const known = facts.get(asking.get(factsKey(row))?.number ?? 0);
      return known === undefined ? [] : [[row.number, known]];
    }),
  );
}

/** Runs reads of the record: in transactions of their own, or in an open one. */
export type ReadRecord = <T>(work: (queries: Queries) => Promise<T>) => Promise<T>;

/**
 * Checks a sheet by all rules, including those against the record. Uses the database only to read facts.
 * @param read runs each read of facts
 */
export async function checkAgainstRecord(
  read: ReadRecord,
  site: Site,
  rights: readonly Rights[],
  cells: Cells,
  now: Date,
): Promise<CheckedSheet> {
  const lookups = createLookups(site);
  const today = serialOfToday(now, site.timeZone);
  const check = new SheetCheck(cells, lookups, { today });
  const rows = [...check.rows(cells)];
  const arrays = rowArrays(rows, lookups);
  const facts = rows.length === 0 ? new Map<number, RecordFacts>() : await readFacts(read, site, rows, lookups);
  const context = createSheetContext(rows, facts);
  const columns = recordColumns(check, site.duplicateCheck);
  const ofSheet = withSameUpdates(check.faults(), rows, facts);
  const ofRecord = rows.flatMap((row) => {
    const fact = facts.get(row.number);
    if (fact === undefined) return [];
    return recordFaults(row, givenDemographics(row, cells, columns, site.duplicateCheck), fact, rights, context, columns, site, today);
  });
  const faults = [...ofSheet, ...ofRecord].sort((one, other) => one.row - other.row);
  return { check, lookups, faults, rows, arrays, errors: faults.filter((fault) => severityOf(fault) === 'error').length, context };
}
