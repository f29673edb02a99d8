import type { CellChange, FixGroup } from '../../core/fixes/fix-groups';
import { changesOf } from '../../core/fixes/read-fix';
import type { Remedy, SheetChange } from '../../core/fixes/remedies';
import { FIX_NOTICES } from '../../core/text/pane/fixes';
import { SHEET_NOTICES } from '../../core/text/pane/sheet';
import { ASIDE } from '../../core/text/remedies';
import type { EnteredRow } from '../../excel/changes/rows';
import type { Edit } from '../../excel/changes/write';
import type { SheetSession } from '../sheet/sheet-session';
import type { Feedback } from '../shell/feedback';
import type { PaneState } from '../shell/pane-state';
import type { Store } from '../shell/store';
import { type ChangedRow, changedRow, placesOf, samePlaces } from './changed-rows';
import type { Corrections } from './corrections';

/** What undoes a change, on the sheet that was changed. The rows may have been moved since: they are known by what they held after it. */
type Step = { readonly sheetId: string | undefined } & (
  | { readonly kind: 'edit'; readonly edits: readonly Edit[]; readonly rows: readonly ChangedRow[] }
  | { readonly kind: 'restore'; readonly rows: readonly EnteredRow[] }
  | { readonly kind: 'remove'; readonly rows: readonly ChangedRow[] }
);

/** The state and actions of *Fix errors* of the sheet. */
export class Fixes {
  /** The undo stack. */
  readonly #steps: Step[] = [];

  constructor(
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly corrections: Corrections,
    private readonly session: () => SheetSession | undefined,
  ) {}

  /** Recomputes the groups. Needed only while they are shown. */
  refresh(): void {
    this.store.set({
      fixes: {
        groups: [],
        left: 0,
        ...this.session()?.groups(),
        textDates: this.session()?.textDates().length ?? 0,
        undoable: this.#steps.length,
      },
    });
  }

  /** Why a fix is invalid; undefined if it is valid. */
  problemWith(group: FixGroup, text: string): string | undefined {
    const fix = this.session()?.readFix(group, text);
    return fix !== undefined && 'problem' in fix ? fix.problem : undefined;
  }

  async fix(group: FixGroup, text: string): Promise<void> {
    await this.#make([{ group, text }]);
    if (group.list !== undefined && group.value !== '') await this.corrections.remember(group.list, group.value, text);
  }

  /**
   * Writes a value into a wrong cell.
   * @param value by default the best suggestion
   * @returns whether there is one
   */
  async fixCell(row: number, column: number, value?: string): Promise<boolean> {
    const groups = this.session()?.groups().groups ?? [];
    const group = groups.find(({ fixable, rows, columns }) => fixable && rows.includes(row) && columns.includes(column));
    const text = value ?? group?.suggestions[0];
    if (group === undefined || text === undefined) return false;
    await this.fix({ ...group, rows: [row], count: 1 }, text);
    return true;
  }

  /** Fixes the groups with these columns and wrong values. */
  async fixAlike(chosen: readonly { readonly column: string; readonly value: string; readonly text: string }[]): Promise<void> {
    const groups = (this.session()?.groups().groups ?? []).filter(({ fixable }) => fixable);
    const alike = groups.flatMap((group) => {
      const same = chosen.find(({ column, value }) => column === group.column && value === group.value);
      return same === undefined ? [] : [{ group, text: same.text }];
    });
    if (alike.length > 0) return this.#make(alike);
    this.feedback.notify({
      intent: 'info',
      ...FIX_NOTICES.nothingToChange,
    });
  }

  /** Fixes all groups whose best suggestion is certain. */
  fixAll(): Promise<void> {
    const obvious = (this.store.get().fixes?.groups ?? []).filter((group) => group.fixable && group.obvious);
    return this.#make(obvious.map((group) => ({ group, text: group.suggestions[0] ?? '' })));
  }

  /** Undoes the last change. */
  async undo(): Promise<void> {
    const step = this.#steps.at(-1);
    if (step === undefined) return;
    const session = this.session();
    if (session === undefined || step.sheetId !== session.sheetId)
      return this.feedback.notify({ intent: 'warning', ...FIX_NOTICES.otherSheet });
    this.#steps.pop();
    const isDone = await this.feedback.during(FIX_NOTICES.undoing, () => this.#undo(session, step));
    if (isDone === undefined) this.#steps.push(step);
    this.refresh();
  }

  async #undo(session: SheetSession, step: Step): Promise<true> {
    if (step.kind === 'edit') {
      // A sort may not have been read yet.
      await session.refresh();
      const places = placesOf(step.rows, session.cells);
      const edits = step.edits.flatMap((edit) => {
        const row = places.get(edit.row);
        return row === undefined ? [] : [{ ...edit, row }];
      });
      const done = await session.edit(edits, step.sheetId);
      this.#tell(done.length, step.edits.length - done.length, FIX_NOTICES.restored);
    } else if (step.kind === 'restore') {
      await session.rows.restore(step.rows);
      this.feedback.notify({ intent: 'success', title: FIX_NOTICES.rowsRestored(step.rows.length) });
    } else {
      await session.refresh();
      // A row that was edited since is the user's own.
      const rows = [...samePlaces(step.rows, session.cells).values()].sort((one, other) => one - other);
      const taken = rows.length === 0 ? [] : await session.rows.remove(rows);
      const left = step.rows.length - rows.length;
      if (left === 0 || taken === undefined) this.#tellRemoved(rows, taken, FIX_NOTICES.rowsRemoved(rows.length));
      else this.feedback.notify({ intent: 'warning', title: FIX_NOTICES.rowsRemoved(rows.length), detail: FIX_NOTICES.rowsLeft(left) });
    }
    return true;
  }

  /** Puts rows right by one click. @param columns the highlighted columns */
  async apply(remedy: Remedy, columns: readonly number[]): Promise<void> {
    const session = this.session();
    const change = session?.changeOf(remedy, columns);
    if (session === undefined || change === undefined) return;
    if (change.kind === 'cells') return this.#edit(session, withHeld(session, change.changes));
    await this.feedback.during(FIX_NOTICES.fixing, () => this.#changeRows(session, change));
    this.refresh();
  }

  async #changeRows(session: SheetSession, change: Exclude<SheetChange, { readonly kind: 'cells' }>): Promise<true> {
    const { sheetId } = session;
    const { length } = change.rows;
    if (change.kind === 'add') {
      await session.rows.add(change.rows, 'insert.already-open');
      this.#steps.push({ sheetId, kind: 'remove', rows: rowsOf(session, new Set(change.rows.map(({ row }) => row))) });
      this.feedback.notify({ intent: 'success', ...FIX_NOTICES.rowsAdded(length) });
    } else {
      const isAside = change.kind === 'set-aside';
      const taken = await session.rows.remove(change.rows, isAside ? ASIDE.sheet : undefined);
      if (taken !== undefined) this.#steps.push({ sheetId, kind: 'restore', rows: taken });
      this.#tellRemoved(change.rows, taken, isAside ? FIX_NOTICES.rowsAside(length, ASIDE.sheet) : FIX_NOTICES.rowsRemoved(length));
    }
    return true;
  }

  #tellRemoved(rows: readonly number[], taken: readonly EnteredRow[] | undefined, title: string): void {
    if (taken === undefined && rows.length > 0) this.feedback.notify({ intent: 'warning', ...SHEET_NOTICES.notRemoved });
    else this.feedback.notify({ intent: 'success', title });
  }

  async #make(fixes: readonly { readonly group: FixGroup; readonly text: string }[]): Promise<void> {
    const session = this.session();
    if (session === undefined) return;
    const edits = fixes.flatMap(({ group, text }) => {
      const fix = session.readFix(group, text);
      if ('problem' in fix) return [];
      return withHeld(session, changesOf(group, fix));
    });
    // Two groups may contain the same cell: the first fix wins.
    const cells = new Map(edits.reverse().map((edit) => [`${edit.row}:${edit.column}`, edit]));
    await this.#edit(session, [...cells.values()]);
  }

  /** Converts text dates to dates. */
  async mendTextDates(): Promise<void> {
    const session = this.session();
    if (session === undefined) return;
    await this.#edit(session, withHeld(session, session.textDates()));
  }

  async #edit(session: SheetSession, edits: readonly Edit[]): Promise<void> {
    const { sheetId } = session;
    const done = await this.feedback.during(FIX_NOTICES.fixing, () => session.edit(edits));
    if (done !== undefined) {
      if (done.length > 0)
        this.#steps.push({ sheetId, kind: 'edit', edits: done, rows: rowsOf(session, new Set(done.map(({ row }) => row))) });
      this.#tell(done.length, edits.length - done.length, FIX_NOTICES.changed);
    }
    this.refresh();
  }

  #tell(done: number, left: number, say: (cells: number) => string): void {
    if (left === 0) this.feedback.notify({ intent: 'success', title: say(done) });
    else this.feedback.notify({ intent: 'warning', title: say(done), detail: FIX_NOTICES.left(left) });
  }
}

/** The changes with what the cells hold now. */
function withHeld(session: SheetSession, changes: readonly CellChange[]): readonly Edit[] {
  return changes.map((change) => ({ ...change, was: session.cellAt(change.row, change.column) }));
}

/** Rows as they are now. */
function rowsOf({ cells, layout }: SheetSession, rows: ReadonlySet<number>): readonly ChangedRow[] {
  const person = layout?.columns.find(({ column }) => column?.key === 'participantId')?.index;
  return [...rows].map((row) => changedRow(row, cells[row - 1] ?? [], person));
}
