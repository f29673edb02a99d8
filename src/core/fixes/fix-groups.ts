import { type Cell, type Cells, cellText, columnIndex } from '../caseload/cells';
import type { ListName } from '../caseload/columns';
import { readDateText } from '../caseload/dates';
import type { Lookups } from '../caseload/lookup';
import { withoutHiddenCharacters } from '../caseload/text-keys';
import type { Finding } from '../check/finding';
import { createColumnSuggest, createExplain } from '../check/findings';
import type { SheetCheck } from '../check/sheet-check';
import { type Code, type Detail, type Fault, type Severity, severityOf } from '../rules/codes';

/** Identical faults, grouped: a line of *Fix errors*. */
export interface FixGroup {
  readonly id: string;
  readonly code: Code;
  readonly severity: Severity;
  /** The header of the (first) column. */
  readonly column: string;
  /** The zero-based columns that a fix writes; two for a caseworker's first and last name. */
  readonly columns: readonly number[];
  readonly value: string;
  readonly message: string;
  /** From which the message can be written in another language; undefined if only the service knows it. */
  readonly detail?: Detail;
  readonly count: number;
  /** Its sheet row numbers. */
  readonly rows: readonly number[];
  readonly suggestions: readonly string[];
  /** Whether the first suggestion is certain enough to choose without asking. */
  readonly obvious: boolean;
  /** The list to choose a fix from; undefined if it is typed. */
  readonly list: ListName | undefined;
  /** Whether one value fixes all of its cells; otherwise each row is fixed by itself. */
  readonly fixable: boolean;
}

/** A cell and its new value. */
export interface CellChange {
  readonly row: number;
  readonly column: number;
  readonly value: Cell;
  /** Whether the value is a serial date. */
  readonly isDate?: boolean;
}

/** Rules whose wrong value has one right value for all rows. */
const BY_VALUE: ReadonlySet<Code> = new Set<Code>([
  'cell.not-listed',
  'cell.disabled',
  'cell.not-a-number',
  'cell.not-a-date',
  'cell.ssn',
  'cell.hidden-characters',
  'cell.formula-text',
  'cell.date-unlikely',
  'sheet.formula-error',
  'participant.unknown',
]);

/** Rules whose empty cells one choice can fill, if the column has a list or dates. */
const BY_CHOICE: ReadonlySet<Code> = new Set<Code>([
  'cell.required',
  'insert.start-required',
  'update.end-required',
  'update.reason-required',
  'program.required',
]);

/** Whether a rule is about an empty cell that a choice can fill. */
export function isByChoice(code: Code): boolean {
  return BY_CHOICE.has(code);
}

/** The most groups to show at once; the rest follow when these are fixed. */
const MAX_GROUPS = 5000;

/** The most groups to collect before choosing the most frequent ones: bounds memory for a sheet with a million. */
const MAX_TRACKED = 50_000;

/** The groups of *Fix errors*. */
export interface FixGroups {
  readonly groups: readonly FixGroup[];
  /** Groups not shown. */
  readonly left: number;
}

/**
 * Groups a sheet's faults by rule, column and value: errors first, then by frequency, up to 5,000.
 * @param doubles whether the same assignments are a group for each row, or one for each conflict
 */
export function groupFaults(
  check: SheetCheck,
  lookups: Lookups,
  cells: Cells,
  faults: readonly Fault[],
  doubles: 'by row' | 'by conflict' = 'by row',
): FixGroups {
  const explain = createExplain(check, lookups);
  const suggest = createColumnSuggest(lookups);
  const columnAt = new Map(check.layout?.columns.map(({ index, column }) => [index, column]));
  const groups = new Map<string, { fault: Fault; rows: number[] }>();
  let untracked = 0;
  for (const fault of faults) {
    const key = JSON.stringify([fault.code, fault.columns[0] ?? null, wrongValue(fault, cells, doubles), fault.detail?.name ?? '']);
    const group = groups.get(key);
    if (group !== undefined) group.rows.push(fault.row);
    else if (groups.size < MAX_TRACKED) groups.set(key, { fault, rows: [fault.row] });
    else untracked++;
  }
  const weight = ({ fault, rows }: { fault: Fault; rows: readonly number[] }) => (severityOf(fault) === 'error' ? 1e9 : 0) + rows.length;
  const sorted = [...groups].sort(([, one], [, other]) => weight(other) - weight(one));
  return {
    left: Math.max(0, sorted.length - MAX_GROUPS) + untracked,
    groups: sorted.slice(0, MAX_GROUPS).map(([id, { fault, rows }]): FixGroup => {
      const finding = explain(fault, cells[fault.row - 1] ?? []);
      const { code, message, suggestions, column = '', value = '' } = finding;
      const [first] = fault.columns;
      const kind = first === undefined ? undefined : columnAt.get(first)?.kind;
      const list =
        kind?.type === 'list'
          ? kind.list
          : kind?.type === 'name-part' && (code === 'cell.not-listed' || code === 'cell.disabled')
            ? 'staff'
            : undefined;
      const fixable = (BY_VALUE.has(code) && fault.row > 0) || (BY_CHOICE.has(code) && (list !== undefined || kind?.type === 'date'));
      const obvious = code === 'cell.not-listed' ? suggest(columnAt.get(first ?? -1), value).obvious : isRepair(code, fault.detail);
      const severity = severityOf(fault);
      const columns = code === 'participant.unknown' ? fault.columns.slice(0, 1) : fault.columns;
      return {
        id,
        code,
        severity,
        column,
        columns,
        value,
        message,
        detail: fault.detail ?? {},
        count: rows.length,
        rows,
        suggestions,
        obvious,
        list,
        fixable,
      };
    }),
  };
}

/** Groups findings that only the service can make, against the record. */
export function groupFindings(findings: readonly Finding[]): readonly FixGroup[] {
  const groups = new Map<string, { finding: Finding; rows: number[] }>();
  for (const finding of findings) {
    if (finding.row === undefined) continue;
    const id = JSON.stringify([finding.code, finding.column, finding.value, finding.message]);
    const group = groups.get(id) ?? { finding, rows: [] };
    group.rows.push(finding.row);
    groups.set(id, group);
  }
  return [...groups].map(([id, { finding, rows }]) => ({
    id,
    code: finding.code,
    severity: finding.severity,
    column: finding.column ?? '',
    columns: finding.cells.slice(0, 1).map(columnIndex),
    value: finding.value ?? '',
    message: finding.message,
    count: rows.length,
    rows,
    suggestions: finding.suggestions,
    obvious: false,
    list: undefined,
    fixable: finding.code === 'participant.unknown',
    ...(finding.why === undefined ? {} : { detail: { why: finding.why } }),
  }));
}

/** Fixes that only remove what nobody meant to write: hidden characters, an SSN's dashes. */
function isRepair(code: Code, detail: Detail | undefined): boolean {
  return detail?.suggestions?.length === 1 && (code === 'cell.hidden-characters' || (code === 'cell.ssn' && detail.why === 'punctuation'));
}

/** What is wrong: the cells’ text, or the row or conflict of the same assignments. */
function wrongValue(fault: Fault, cells: Cells, doubles: 'by row' | 'by conflict'): string {
  if (fault.code === 'row.duplicate') {
    // The other row is the first one of the same assignment.
    return String(doubles === 'by row' ? fault.row : Math.min(fault.row, fault.detail?.otherRow ?? fault.row));
  }
  return fault.columns.map((column) => cellText(cells[fault.row - 1]?.[column])).join('\u0000');
}

/**
 * Unambiguous dates stored as text: valid for an upload, but Excel can’t sort or calculate with them. Those of a column in which day and month may be
 * swapped stay: nothing else shows it.
 */
export function textDates(check: SheetCheck, cells: Cells): readonly CellChange[] {
  const inDoubt = check.columnsInDoubt;
  const columns = (check.layout?.columns ?? [])
    .filter(({ index, column }) => column?.kind.type === 'date' && !inDoubt.has(index))
    .map(({ index }) => index);
  return check.rowNumbers().flatMap((row) =>
    columns.flatMap((column) => {
      const cell = cells[row - 1]?.[column];
      if (typeof cell !== 'string' || cell === '') return [];
      const reading = readDateText(withoutHiddenCharacters(cell));
      return 'serial' in reading ? [{ row, column, value: reading.serial, isDate: true }] : [];
    }),
  );
}
