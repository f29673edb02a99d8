import { type Cell, type Cells, cellAddress, columnIndex } from '../../core/caseload/cells';
import { dateColumns, shiftDates } from '../../core/caseload/date-system';
import { serialOfToday } from '../../core/caseload/dates';
import { findLayout, type Layout } from '../../core/caseload/layout';
import { type Lookups, withCorrections } from '../../core/caseload/lookup';
import type { Correction } from '../../core/caseload/reference';
import { INSERT } from '../../core/caseload/row';
import { choicesOf } from '../../core/caseload/template';
import type { Finding } from '../../core/check/finding';
import { createExplain } from '../../core/check/findings';
import { SheetCheck } from '../../core/check/sheet-check';
import { differencesOf } from '../../core/fixes/differences';
import {
  type CellChange,
  type FixGroup,
  type FixGroups,
  groupFaults,
  groupFindings,
  isByChoice,
  textDates,
} from '../../core/fixes/fix-groups';
import { type Fix, readFix } from '../../core/fixes/read-fix';
import {
  changeOf,
  type PlacedRow,
  type Remedy,
  type RemedySheet,
  remediesFor,
  remediesForSame,
  type SheetChange,
} from '../../core/fixes/remedies';
import { type Fault, NO_PROBLEMS, type Severity, severityOf } from '../../core/rules/codes';
import { uploadName } from '../../core/sending/upload-name';
import { REMARKS } from '../../core/text/findings';
import { namedDate } from '../../core/text/format';
import { blocksOf } from '../../excel/changes/rows';
import { changeCells, type Edit } from '../../excel/changes/write';
import { type HighlightState, Highlights } from '../../excel/highlights/highlights';
import type { RowMarks } from '../../excel/highlights/marks';
import { type MarkStream, markStream } from '../../excel/highlights/stream';
import { MAX_ROWS_READ, readFirstSheet, readRows, type SheetSnapshot } from '../../excel/read';
import type { SheetEvent } from '../../excel/watch';
import type { CaseworkerRow } from '../uploads/sending/glance';
import { RecordFindings } from './record-findings';
import { likeElsewhere, RowChanges } from './row-changes';
import { type SheetSummary, summarize } from './sheet-summary';

/** The most edited rows to reread singly; beyond, rereading the sheet is faster. */
const MAX_SINGLE_ROWS = 5000;

/** The most values of a list that are offered as buttons. */
const SHORT_LIST = 6;
/** The most differences to name of rows for the same assignment. */
const SHOWN_DIFFERENCES = 3;

/** A moment of the sheet, to which an answer about it belongs. */
interface Moment {
  /** Counts the times that the whole sheet was read. */
  readonly reading: number;
  /** Counts the times that edited rows were read again since. */
  readonly edits: number;
  /** Counts the times that the record was forgotten. */
  readonly forgotten: number;
}

/** A group of *Fix errors* with what puts its rows right. */
export type ConflictGroup = FixGroup & { readonly remedies: readonly Remedy[] };
export type ConflictGroups = Omit<FixGroups, 'groups'> & { readonly groups: readonly ConflictGroup[] };

/** The sheet as last read, and how to reread it. */
export interface ReadSheet {
  readonly session: SheetSession | undefined;
  refresh(): Promise<SheetSummary | undefined>;
}

/** The first worksheet: reads, checks and highlights it, and keeps it current during edits. */
export class SheetSession {
  #snapshot: SheetSnapshot | undefined;
  #cells: (readonly Cell[])[] = [];
  #check: SheetCheck | undefined;
  /** Explains faults. Created once per check, since it indexes the lists for suggestions. */
  #explain: ReturnType<typeof createExplain> | undefined;
  readonly #record = new RecordFindings();
  readonly #highlights: Highlights;
  #highlightState: HighlightState = 'live';
  #work: Promise<void> = Promise.resolve();
  readonly #pending = new Set<number>();
  #pendingAll = false;
  #isQueued = false;
  #moment: Moment = { reading: 0, edits: 0, forgotten: 0 };
  /** The moment at which the record was asked. */
  #askedAt: Moment | undefined;
  /** When each row was read again, as counted by the moments. */
  readonly #editedAt = new Map<number, number>();
  #isClosed = false;
  /** Removes, moves and adds whole rows. */
  readonly rows = new RowChanges({
    queue: (work) => this.#queue(work),
    read: () => this.#snapshot && { snapshot: this.#snapshot, cells: this.#cells, layout: this.layout, width: this.#width() },
    findingsAt: (row) => this.findingsAt(row),
    settled: (code, row) => this.#record.settled(code, row),
    reread: () => this.#readAll(false),
  });

  constructor(
    private lookups: Lookups,
    private readonly timeZone: string | undefined,
    private readonly changed: (summary: SheetSummary) => void,
    private readonly failed: (error: unknown) => void,
    stream: MarkStream = markStream,
  ) {
    this.#highlights = new Highlights(stream, (state) => {
      this.#highlightState = state;
      if (this.#check !== undefined) this.#tell();
    });
  }

  get sheetId(): string | undefined {
    return this.#snapshot?.id;
  }

  get name(): string {
    return this.#snapshot?.name ?? '';
  }

  /** The name of an upload of the sheet. */
  get title(): string {
    return this.#snapshot === undefined ? '' : uploadName(this.#snapshot.workbook, this.#snapshot.name);
  }

  /** The cells as last read, for submitting. */
  get cells(): Cells {
    return this.#cells;
  }

  /** Rereads and rechecks the whole sheet, after any work in progress. */
  refresh(onProgress?: (share: number) => void): Promise<SheetSummary> {
    return this.#queue(() => this.#readAll(true, onProgress));
  }

  /** Runs work after all that was queued before it. */
  #queue<T>(work: () => Promise<T>): Promise<T> {
    const task = this.#work.then(work);
    this.#work = task.then(
      () => undefined,
      () => undefined,
    );
    return task;
  }

  /** Ends the session: another one shows the sheet from now on. */
  close(): void {
    this.#isClosed = true;
    this.#highlights.close();
  }

  /** The moment of what was last read. */
  get moment(): Moment {
    return this.#moment;
  }

  /** Queues an event of the workbook. Those that come while others are being processed are processed together. */
  handle(event: SheetEvent): void {
    if (event.type === 'selected' || this.#isClosed) return;
    // During the first read, any change may be missed.
    if (event.type === 'sheets' || this.#snapshot === undefined) this.#pendingAll = true;
    else if (event.sheetId !== this.#snapshot?.id) return;
    else if (event.type === 'reshaped' || event.lastColumn >= this.#width()) this.#pendingAll = true;
    else if (this.#check?.layout === null && event.firstRow > 20) return;
    else if (event.lastRow - event.firstRow >= MAX_SINGLE_ROWS || event.lastRow > MAX_ROWS_READ) this.#pendingAll = true;
    else for (let row = event.firstRow; row <= event.lastRow; row++) this.#pending.add(row);
    if (this.#isQueued) return;
    this.#isQueued = true;
    // One action may raise several events, one after the other.
    const task = this.#work.then(() => new Promise((resume) => setTimeout(resume)));
    this.#work = task.then(() => this.#readPending());
  }

  /**
   * Stores what the record says, and highlights it. Findings of rows that were changed since the moment that the
   * service judged are dropped; all of them, if the sheet was read anew, since its rows may have moved.
   */
  setRecordFindings(findings: readonly Finding[], moment: Moment): Promise<SheetSummary> {
    return this.#queue(async () => {
      const { reading, edits, forgotten } = moment;
      if (reading !== this.#moment.reading || forgotten !== this.#moment.forgotten) return this.#tell();
      this.#askedAt = moment;
      if (findings.length === 0 && this.#record.isEmpty) return this.#tell();
      // What the sheet itself tells is not told twice: of duplicates, the record only knows those that are written differently.
      const isOwn = ({ code, row = 0 }: Finding) => this.#check?.faultsAt(row).some((fault) => fault.code === code) === true;
      this.#record.replace(findings.filter((finding) => (this.#editedAt.get(finding.row ?? 0) ?? 0) <= edits && !isOwn(finding)));
      await this.#paintAll(true);
      return this.#tell();
    });
  }

  /** Forgets what the record says. */
  forgetRecord(): Promise<SheetSummary> {
    return this.#queue(async () => {
      this.#askedAt = undefined;
      this.#moment = { ...this.#moment, forgotten: this.#moment.forgotten + 1 };
      const isShown = !this.#record.isEmpty;
      this.#record.replace([]);
      if (isShown) await this.#paintAll(true);
      return this.#tell();
    });
  }

  /** The rows with errors, which block an upload. */
  errorRows(): ReadonlySet<number> {
    const faults = this.#check?.faults() ?? [];
    return new Set(faults.filter((fault) => severityOf(fault) === 'error').map(({ row }) => row));
  }

  /** The groups of *Fix errors*, including findings against the record. Problems of the header or template are shown elsewhere. */
  groups(): ConflictGroups {
    const check = this.#check;
    const sheet = this.#remedySheet;
    if (check?.layout == null || sheet === undefined) return { groups: [], left: 0 };
    const { layout } = check;
    const { headerRow } = layout;
    const faults = check
      .faults()
      .filter(({ code, row }) => row > headerRow && (!/^(sheet|column)\./.test(code) || code === 'sheet.formula-error'));
    const { groups, left } = groupFaults(check, this.lookups, this.#cells, faults, 'by conflict');
    const all = [...groupFindings(this.#record.all), ...groups];
    return {
      groups: all.map((group) => {
        if (group.code !== 'row.duplicate' || group.count < 2)
          return { ...group, remedies: remediesFor({ code: group.code, why: group.detail?.why }, group.rows, group.columns, sheet) };
        const differences = differencesOf(group.rows, layout, this.#cells);
        const named = differences.slice(0, SHOWN_DIFFERENCES);
        return {
          ...group,
          message: named.length === 0 ? REMARKS.sameAssignment : REMARKS.sameButDiffer(named, differences.length - named.length),
          remedies: remediesForSame(group.rows, named.length === 0, sheet),
        };
      }),
      left,
    };
  }

  /** The values that fix a finding's cell: its suggestions; if there are none, a short list's values, or today for an empty date. */
  choicesFor(finding: Finding): string[] {
    const [first] = finding.cells;
    if (finding.suggestions.length > 0 || first === undefined || !(isByChoice(finding.code) || finding.code === 'cell.not-listed'))
      return finding.suggestions;
    const kind = this.layout?.columns.find(({ index }) => index === columnIndex(first))?.column?.kind;
    if (kind?.type === 'date') return [namedDate(this.#today())];
    const values = kind?.type === 'list' ? choicesOf(kind.list, this.lookups.reference) : [];
    return values.length <= SHORT_LIST ? [...values] : [];
  }

  #today(): number {
    return serialOfToday(new Date(), this.timeZone);
  }

  /** The remedies for a finding in a row. */
  remediesFor({ code, cells, why }: Finding, row: number): readonly Remedy[] {
    const sheet = this.#remedySheet;
    if (sheet === undefined) return [];
    const other = code === 'row.duplicate' ? this.#check?.faultsAt(row).find((fault) => fault.code === code)?.detail?.otherRow : undefined;
    const own = remediesFor({ code, why }, other === undefined ? [row] : [other, row], cells.map(columnIndex), sheet);
    return other === undefined ? own : [...own, { name: 'remove-rows', rows: [other] }];
  }

  /** The change that a remedy makes. @param columns the highlighted columns */
  changeOf(remedy: Remedy, columns: readonly number[]): SheetChange | undefined {
    const sheet = this.#remedySheet;
    return sheet && changeOf(remedy, columns, sheet);
  }

  get #remedySheet(): RemedySheet | undefined {
    const check = this.#check;
    return check && { columnOf: (key) => check.columnOf(key), onRecord: check.layout?.own.onRecord, cells: this.#cells };
  }

  /** Parses a fix for a group by the check's rules. */
  readFix(group: FixGroup, text: string): Fix {
    return readFix(group, text, this.lookups, this.#today());
  }

  /** Text dates, converted to dates. */
  textDates(): readonly CellChange[] {
    return this.#check === undefined ? [] : textDates(this.#check, this.#cells);
  }

  /** Uses other corrections for suggestions. */
  useCorrections(corrections: readonly Correction[]): void {
    this.lookups = withCorrections(this.lookups, corrections);
    this.#explain = undefined;
  }

  get layout(): Layout | null {
    return this.#check?.layout ?? null;
  }

  /** The numbers of the data rows. */
  rowNumbers(): readonly number[] {
    return this.#check?.rowNumbers() ?? [];
  }

  /** The number of open assignments that are left as they are. */
  get leftRows(): number {
    return this.#check?.leftCount ?? 0;
  }

  /** A caseworker's rows. */
  rowsOf(staffId: number): readonly CaseworkerRow[] {
    const place = this.lookups.reference.staff.findIndex(({ id }) => id === staffId);
    return [...(this.#check?.rows(this.#cells) ?? [])]
      .filter(({ staff }) => staff === place)
      .map(({ number, participantId, action }) => ({ row: number, participantId, begins: action === INSERT }));
  }

  /** A cell's value, as last read. */
  cellAt(row: number, column: number): Cell {
    return this.#cells[row - 1]?.[column] ?? '';
  }

  /**
   * Changes cells of a sheet and rechecks only their rows. A cell that no longer holds `was` is left, and all of them if another sheet is
   * first by then.
   * @param sheetId the sheet that is first now
   * @returns the edits that undo the changes
   */
  edit(edits: readonly Edit[], sheetId = this.sheetId): Promise<readonly Edit[]> {
    return this.#queue(() => (sheetId === undefined || sheetId !== this.sheetId ? Promise.resolve([]) : this.#edit(edits, sheetId)));
  }

  async #edit(edits: readonly Edit[], sheetId: string): Promise<readonly Edit[]> {
    const back = this.#shifted(await changeCells(sheetId, this.#shifted(edits, -1)), 1);
    const rows = [...new Set(back.map(({ row }) => row))];
    try {
      if (rows.length > MAX_SINGLE_ROWS || !(await this.#readEdited(rows))) await this.#readAll(false);
    } catch (error) {
      // The cells are changed all the same, and must be read.
      this.handle({ type: 'sheets' });
      this.failed(error);
    }
    return back;
  }

  /** Edits whose dates are counted as on the sheet (-1), or as everywhere else (1). */
  #shifted(edits: readonly Edit[], direction: 1 | -1): readonly Edit[] {
    const days = direction * (this.#snapshot?.dateShift ?? 0);
    if (days === 0 || this.layout === null) return edits;
    const dates = dateColumns(this.layout);
    const shift = (cell: Cell, column: number): Cell => (typeof cell === 'number' && dates.has(column) ? cell + days : cell);
    return edits.map((edit) => ({ ...edit, value: shift(edit.value, edit.column), was: shift(edit.was, edit.column) }));
  }

  /** The findings of a row. */
  findingsAt(row: number): readonly Finding[] {
    const check = this.#check;
    if (check === undefined) return [];
    const explain = this.#wordsFor(check);
    const cells = this.#cells[row - 1] ?? [];
    return [...this.#problemsAt(row).map((fault) => explain(fault, cells)), ...this.#record.at(row)];
  }

  #problemsAt(row: number): readonly Fault[] {
    const check = this.#check;
    if (check === undefined) return [];
    const faults = [...check.sheetFaults().filter((fault) => fault.row === row), ...check.faultsAt(row)];
    return faults.filter(({ code }) => !NO_PROBLEMS.includes(code));
  }

  /** The addresses of the first highlighted cell of each problem, by row. */
  problemCells(): readonly string[] {
    const first = (row: number) => [
      ...this.#problemsAt(row).flatMap(({ columns }) => columns.slice(0, 1).map((column) => cellAddress(column, row))),
      ...this.#record.at(row).flatMap(({ cells }) => cells.slice(0, 1)),
    ];
    return this.#highlights.rows().flatMap((row) => [...new Set(first(row))]);
  }

  #wordsFor(check: SheetCheck): ReturnType<typeof createExplain> {
    this.#explain ??= createExplain(check, this.lookups);
    return this.#explain;
  }

  #width(): number {
    const last = this.#check?.layout?.columns.at(-1)?.index ?? 0;
    return Math.max(last + 1, this.#cells[0]?.length ?? 0);
  }

  async #readPending(): Promise<void> {
    const rows = [...this.#pending];
    const all = this.#pendingAll || rows.length > MAX_SINGLE_ROWS;
    this.#isQueued = false;
    this.#pending.clear();
    this.#pendingAll = false;
    try {
      if (all || !(await this.#readEdited(rows))) await this.#readAll(false);
    } catch (error) {
      // What was not read is read with the next event.
      this.#pendingAll = true;
      if (!this.#isClosed) this.failed(error);
    }
  }

  /** Rows as they are in Excel now, with dates as everywhere else. */
  async #readRows(snapshot: SheetSnapshot, rows: readonly number[]): Promise<readonly PlacedRow[]> {
    return likeElsewhere({ snapshot, layout: this.layout }, await readRows(snapshot.id, blocksOf(rows), this.#width()));
  }

  /** Rereads edited rows and repaints differences; false if the whole sheet must be read. */
  async #readEdited(rows: readonly number[]): Promise<boolean> {
    const [snapshot, check] = [this.#snapshot, this.#check];
    if (snapshot === undefined || check?.layout == null) return false;
    if (rows.some((row) => row <= (check.layout?.headerRow ?? 0))) return false;
    const changes = await this.#readRows(snapshot, rows);
    const edits = this.#moment.edits + 1;
    this.#moment = { ...this.#moment, edits };
    for (const { row, cells } of changes) {
      while (this.#cells.length < row) this.#cells.push([]);
      this.#record.edited(row, this.#cells[row - 1] ?? [], cells);
      this.#cells[row - 1] = cells;
      this.#editedAt.set(row, edits);
    }
    const touched = check.update(changes);
    if (touched === null) return false;
    // First: what is chosen in the pane is about the cells as read now.
    this.#tell();
    await this.#highlights.paintRows(new Map([...touched].map((row) => [row, this.#marksAt(row)])));
    return true;
  }

  /** @param isAsked whether the user asked for it */
  async #readAll(isAsked: boolean, onProgress?: (share: number) => void): Promise<SheetSummary> {
    const snapshot = await readFirstSheet(onProgress);
    // Whoever asks is about to ask the record, too.
    if (isAsked || snapshot.id !== this.#snapshot?.id) this.#record.replace([]);
    const before = this.#cells;
    this.#snapshot = snapshot;
    this.#moment = { ...this.#moment, reading: this.#moment.reading + 1, edits: 0 };
    this.#editedAt.clear();
    const layout = findLayout(snapshot.cells, this.lookups.reference);
    this.#cells = [...(layout === null ? snapshot.cells : shiftDates(snapshot.cells, layout, snapshot.dateShift))];
    this.#check = new SheetCheck(this.#cells, this.lookups, { today: this.#today() });
    this.#explain = undefined;
    this.#record.moved(before, this.#cells);
    // First: what is chosen in the pane is about the cells as read now.
    this.#tell();
    if (this.#check.layout === null) await this.#highlights.clear();
    else await this.#paintAll(isAsked);
    return this.#tell();
  }

  async #paintAll(isAsked: boolean): Promise<void> {
    const [snapshot, check] = [this.#snapshot, this.#check];
    if (snapshot === undefined || check === undefined) return;
    const rows = new Set([...check.faults().map((fault) => fault.row), ...this.#record.rows]);
    rows.delete(0);
    await this.#highlights.paintAll(snapshot.id, new Map([...rows].map((row) => [row, this.#marksAt(row)])), isAsked);
  }

  #marksAt(row: number): RowMarks {
    const faults = this.#problemsAt(row);
    const columns = (severity: string) => faults.filter((fault) => severityOf(fault) === severity).flatMap((fault) => fault.columns);
    const recorded = (severity: Severity) =>
      this.#record.at(row).flatMap((finding) => (finding.severity === severity ? finding.cells.map(columnIndex) : []));
    return { errors: [...columns('error'), ...recorded('error')], warnings: [...columns('warning'), ...recorded('warning')] };
  }

  #tell(): SheetSummary {
    const [snapshot, check] = [this.#snapshot, this.#check];
    if (snapshot === undefined || check === undefined) throw new Error('The sheet has not been read.');
    const explain = this.#wordsFor(check);
    const recorded = this.#record.all;
    const { reference } = this.lookups;
    const isRecordAsked = this.#askedAt?.reading === this.#moment.reading && this.#askedAt.edits === this.#moment.edits;
    const summary = summarize({
      snapshot,
      cells: this.#cells,
      check,
      recorded,
      isRecordAsked,
      reference,
      explain,
      highlights: this.#highlightState,
    });
    if (!this.#isClosed) this.changed(summary);
    return summary;
  }
}
