import { type Cells, cellAddress, columnIndex } from '../../core/caseload/cells';
import { findLayout } from '../../core/caseload/layout';
import type { Reference } from '../../core/caseload/reference';
import { INSERT, UPDATE } from '../../core/caseload/row';
import type { Finding } from '../../core/check/finding';
import type { createExplain } from '../../core/check/findings';
import type { SheetCheck } from '../../core/check/sheet-check';
import { type HeaderRemedy, headerRemedies } from '../../core/fixes/header-remedies';
import { type Fault, LEFTOVER_CODES, NO_PROBLEMS, severityOf } from '../../core/rules/codes';
import { heldRows } from '../../core/sending/participants';
import { uploadName } from '../../core/sending/upload-name';
import { REMARKS } from '../../core/text/findings';
import { FIXES } from '../../core/text/pane/fixes';
import type { HighlightState } from '../../excel/highlights/highlights';
import type { OtherSheet, SheetSnapshot } from '../../excel/read';

/** The problems of a column, for the pane's list. */
export interface ColumnProblems {
  readonly column: string;
  readonly errors: number;
  readonly warnings: number;
  /** The first affected cell. */
  readonly first: string;
}

/** A finding about the sheet as a whole or its header, with what puts it right. */
export type SheetFinding = Finding & { readonly remedies: readonly HeaderRemedy[] };

export interface SheetSummary {
  readonly name: string;
  /** The name of its uploads. */
  readonly title: string;
  readonly hidden: boolean;
  readonly hasHiddenRows: boolean;
  /** Whether the first worksheet has a caseload header. */
  readonly isCaseload: boolean;
  readonly rows: number;
  readonly inserts: number;
  readonly updates: number;
  /** The open assignments that are left as they are: rows that are not sent. */
  readonly left: number;
  readonly errors: number;
  readonly warnings: number;
  /** Whether the service has judged the rows as they are by the record. */
  readonly isRecordAsked: boolean;
  /** The number of rows that can be sent even if others are wrong. */
  readonly clean: number;
  readonly columns: readonly ColumnProblems[];
  /** The findings about the sheet as a whole and its header. */
  readonly sheetFindings: readonly SheetFinding[];
  /** The zero-based column of an upload's results. */
  readonly results: number | undefined;
  /** The rows with the template's sample or instructions, or with other text above the header. They block an upload. */
  readonly leftovers: readonly number[];
  /** Whether the sample is one of them. */
  readonly hasSample: boolean;
  /** The sheet row number below the header. */
  readonly firstRow: number;
  /** The address of End Date there. */
  readonly endCell: string | undefined;
  /** Whether wrong cells are highlighted. */
  readonly highlights: HighlightState;
}

/** What is wrong with the header. */
export function headerErrors({ sheetFindings }: SheetSummary): readonly SheetFinding[] {
  return sheetFindings.filter(({ severity, code }) => severity === 'error' && code.startsWith('column.'));
}

/** The input of a summary. */
interface Checked {
  readonly snapshot: SheetSnapshot;
  /** The sheet as it is now; the snapshot is older than the last edits. */
  readonly cells: Cells;
  readonly check: SheetCheck;
  /** The service's findings against the record. */
  readonly recorded: readonly Finding[];
  readonly isRecordAsked: boolean;
  readonly reference: Reference;
  readonly explain: ReturnType<typeof createExplain>;
  readonly highlights: HighlightState;
}

/** The sheet's status: its rows and problems. */
export function summarize(checked: Checked): SheetSummary {
  const { snapshot, check, recorded } = checked;
  const all = check.faults();
  const faults = all.filter(({ code }) => !NO_PROBLEMS.includes(code));
  const leftovers = all.filter(({ code }) => LEFTOVER_CODES.includes(code));
  const unread = unreadFindings(snapshot);
  const isError = ({ severity }: Finding) => severity === 'error';
  const errors = faults.filter((fault) => severityOf(fault) === 'error').length + recorded.filter(isError).length + unread.length;
  return {
    name: snapshot.name,
    title: uploadName(snapshot.workbook, snapshot.name),
    hidden: snapshot.hidden,
    hasHiddenRows: snapshot.hasHiddenRows,
    isCaseload: check.layout !== null,
    rows: check.rowCount,
    inserts: check.actionCount(INSERT),
    updates: check.actionCount(UPDATE),
    errors,
    isRecordAsked: checked.isRecordAsked,
    warnings: faults.length + recorded.length + unread.length - errors,
    clean: check.rowCount - heldCount(checked, faults),
    columns: byColumn(check, faults, recorded),
    sheetFindings: [...unread, ...sheetFindings(checked)],
    results: check.layout?.own.results,
    left: check.leftCount,
    highlights: checked.highlights,
    leftovers: leftovers.map(({ row }) => row),
    hasSample: leftovers.some(({ code }) => code === 'sheet.sample-left'),
    firstRow: (check.layout?.headerRow ?? 0) + 1,
    endCell: endCell(check),
  };
}

/** The number of data rows that are not sent while some are wrong. */
function heldCount({ check, cells, recorded }: Checked, faults: readonly Fault[]): number {
  const own = faults.filter((fault) => severityOf(fault) === 'error').map(({ row }) => row);
  const byRecord = recorded.filter(({ severity }) => severity === 'error').map(({ row = 0 }) => row);
  const wrong = new Set([...own, ...byRecord]);
  return wrong.size === 0 || check.layout === null ? 0 : heldRows(check.rowNumbers(), (row) => wrong.has(row), cells, check.layout).size;
}

function endCell(check: SheetCheck): string | undefined {
  const column = check.columnOf('end');
  return column === undefined ? undefined : cellAddress(column, (check.layout?.headerRow ?? 0) + 1);
}

/** What is wrong with the sheet as a whole and its header; if there is none, whether the caseload stands on another sheet. */
function sheetFindings({ check, snapshot, cells, reference, explain }: Checked): readonly SheetFinding[] {
  const isCaseload = (other: OtherSheet) => findLayout(other.top, reference) !== null;
  const elsewhere = check.layout === null ? snapshot.others.find(isCaseload) : undefined;
  const faults: readonly Fault[] =
    elsewhere === undefined ? check.sheetFaults() : [{ code: 'sheet.not-first', row: 0, columns: [], detail: { name: elsewhere.name } }];
  const missing = faults.filter(({ code }) => code === 'column.missing').map(({ detail }) => detail?.name ?? '');
  return (
    faults
      .filter(({ code }) => !NO_PROBLEMS.includes(code))
      .map((fault) => ({
        ...explain(fault, cells[fault.row - 1] ?? []),
        remedies: headerRemedies(fault, check.layout, missing),
      }))
      // What may only be misspelled comes before what would be added for it.
      .sort((one, other) => rankOf(one) - rankOf(other))
  );
}

function rankOf({ remedies: [best] }: SheetFinding): number {
  return best?.name === 'rename-column' ? 0 : 1;
}

/** Rows below those that were read block the upload. */
function unreadFindings({ cells, lastRow }: SheetSnapshot): readonly SheetFinding[] {
  if (lastRow <= cells.length) return [];
  return [
    {
      code: 'sheet.large',
      severity: 'error',
      cells: [],
      message: REMARKS.unreadRows(cells.length, lastRow),
      suggestions: [],
      remedies: [],
    },
  ];
}

function byColumn(check: SheetCheck, faults: readonly Fault[], recorded: readonly Finding[]): readonly ColumnProblems[] {
  const texts = new Map(check.layout?.columns.map((column) => [column.index, column.column?.header ?? column.text]));
  const columns = new Map<number, { errors: number; warnings: number; firstRow: number }>();
  const count = (column: number, row: number, isError: boolean) => {
    const known = columns.get(column) ?? { errors: 0, warnings: 0, firstRow: row };
    if (isError) known.errors++;
    else known.warnings++;
    known.firstRow = Math.min(known.firstRow, row);
    columns.set(column, known);
  };
  for (const fault of faults) {
    const [first] = fault.columns;
    if (first !== undefined && fault.row > (check.layout?.headerRow ?? 0)) count(first, fault.row, severityOf(fault) === 'error');
  }
  for (const finding of recorded)
    if (finding.cells[0] !== undefined && finding.row !== undefined)
      count(columnIndex(finding.cells[0]), finding.row, finding.severity === 'error');
  return [...columns]
    .sort(([one], [other]) => one - other)
    .map(([column, { errors, warnings, firstRow }]) => ({
      column: texts.get(column) || FIXES.noHeader,
      errors,
      warnings,
      first: cellAddress(column, firstRow),
    }));
}
