import sql, { join, raw, type Sql } from 'sql-template-tag';
import { ACTIONS } from '../../core/caseload/columns';
import { isoOf } from '../../core/caseload/dates';
import type { Lookups } from '../../core/caseload/lookup';
import type { Row } from '../../core/caseload/row';
import { headerKey } from '../../core/caseload/text-keys';
import type { SheetCheck } from '../../core/check/sheet-check';
import type { RecordColumns } from '../../core/rules/record';
import { arrayText } from '../database/array-text';

/** The rows of a checked sheet as arrays of column values, for `unnest`. */
export interface RowArrays {
  readonly row: readonly number[];
  readonly participant: readonly (number | null)[];
  readonly program: readonly (number | null)[];
  readonly programStart: readonly (string | null)[];
  readonly programEnd: readonly (string | null)[];
  readonly staff: readonly (number | null)[];
  readonly relationship: readonly (string | null)[];
  readonly status: readonly (string | null)[];
  readonly start: readonly (string | null)[];
  readonly end: readonly (string | null)[];
  readonly reason: readonly (string | null)[];
  readonly action: readonly (string | null)[];
  /** The row's fixes and who chose them, as JSON. */
  readonly choices: readonly (string | null)[];
}

/** The largest Participant ID. */
const LARGEST_ID = 999_999_999_999_999;

const NO_CHOICES: ReadonlyMap<number, string> = new Map();

/** @param choices by row number, as JSON */
export function rowArrays(rows: readonly Row[], { reference }: Lookups, choices = NO_CHOICES): RowArrays {
  const text = (values: readonly string[]) => (place: number) => values[place] ?? null;
  // Many rows have the same few dates.
  const dates = new Map<number, string>();
  const date = (serial: number) => {
    if (serial <= 0) return null;
    const known = dates.get(serial) ?? isoOf(serial);
    dates.set(serial, known);
    return known;
  };
  const relationship = text(reference.feeders['Caseworker Relationship']);
  const status = text(reference.feeders['Caseload Status']);
  const reason = text(reference.feeders['Reason for Dismissal']);
  return {
    row: rows.map((row) => row.number),
    participant: rows.map((row) => (row.participantId > 0 && row.participantId <= LARGEST_ID ? row.participantId : null)),
    program: rows.map((row) => reference.programs[row.program]?.id ?? null),
    programStart: rows.map((row) => date(row.programStart)),
    programEnd: rows.map((row) => date(row.programEnd)),
    staff: rows.map((row) => reference.staff[row.staff]?.id ?? null),
    relationship: rows.map((row) => relationship(row.relationship)),
    status: rows.map((row) => status(row.status)),
    start: rows.map((row) => date(row.start)),
    end: rows.map((row) => date(row.end)),
    reason: rows.map((row) => reason(row.reason)),
    action: rows.map((row) => ACTIONS[row.action] ?? null),
    choices: rows.map((row) => choices.get(row.number) ?? null),
  };
}

/** The rows at some zero-based indexes, in their order. */
export function someRows(arrays: RowArrays, places: readonly number[]): RowArrays {
  const pick = <T>(values: readonly T[]) => places.map((place) => values[place] as T);
  return {
    row: pick(arrays.row),
    participant: pick(arrays.participant),
    program: pick(arrays.program),
    programStart: pick(arrays.programStart),
    programEnd: pick(arrays.programEnd),
    staff: pick(arrays.staff),
    relationship: pick(arrays.relationship),
    status: pick(arrays.status),
    start: pick(arrays.start),
    end: pick(arrays.end),
    reason: pick(arrays.reason),
    action: pick(arrays.action),
    choices: pick(arrays.choices),
  };
}

/** Names and types in `inputTable`. */
const COLUMNS = {
  row: ['row_number', 'integer'],
  participant: ['participant_id', 'bigint'],
  program: ['program_id', 'integer'],
  programStart: ['program_start', 'date'],
  programEnd: ['program_end', 'date'],
  staff: ['staff_id', 'integer'],
  relationship: ['relationship', 'text'],
  status: ['status', 'text'],
  start: ['start_date', 'date'],
  end: ['end_date', 'date'],
  reason: ['reason', 'text'],
  choices: ['choices', 'text'],
} as const satisfies Partial<Record<keyof RowArrays, readonly [string, string]>>;

/** A column of `inputTable` with values made for it: its name and type. */
type MadeColumn = readonly [name: string, type: string, values: readonly (string | null)[]];

/** Columns of the rows, and columns made for them, as a table, for `WITH input AS (…)`. */
export function inputTable(rows: RowArrays, columns: readonly (keyof typeof COLUMNS)[], made: readonly MadeColumn[] = []): Sql {
  const all = [...columns.map((column) => [...COLUMNS[column], rows[column]] as const), ...made];
  const arrays = all.map(([, type, values]) => sql`${arrayText(values)}::${raw(type)}[]`);
  return sql`SELECT * FROM unnest(${join(arrays)}) AS t(${raw(all.map(([name]) => name).join())})`;
}

/** Limits a table to the range of the rows' participants. With rows sorted by participant, each batch reads one range of the table. */
export function participantsOf(table: Sql, { participant }: RowArrays): Sql {
  let [first, last] = [LARGEST_ID, 0];
  for (const id of participant) {
    if (id === null) continue;
    first = Math.min(first, id);
    last = Math.max(last, id);
  }
  return sql`${table}.participant_id BETWEEN ${first} AND ${last}`;
}

export function recordColumns(check: SheetCheck, duplicateCheck: readonly string[]): RecordColumns {
  const caseworker = (['staffId', 'caseworkerName', 'caseworkerFirstName', 'caseworkerLastName'] as const)
    .map((key) => check.columnOf(key))
    .filter((column) => column !== undefined);
  return {
    participantId: check.columnOf('participantId'),
    demographics: duplicateCheck.map(
      (name) => check.layout?.columns.find(({ column }) => column && headerKey(column.header) === headerKey(name))?.index,
    ),
    program: check.columnOf('programId') ?? check.columnOf('programName'),
    programStart: check.columnOf('programStart'),
    programEnd: check.columnOf('programEnd'),
    caseworker,
    relationship: check.columnOf('relationship'),
    start: check.columnOf('start'),
    end: check.columnOf('end'),
    action: check.columnOf('action'),
  };
}
