import type { FixGroup } from '../../core/fixes/fix-groups';
import { changesOf } from '../../core/fixes/read-fix';
import { FIX_NOTICES } from '../../core/text/en/pane/fixes';
import type { Edit } from '../../excel/write';
import type { SheetSession } from '../sheet/sheet-session';
import type { Feedback } from '../shell/feedback';
import type { PaneState } from '../shell/pane-state';
import type { Store } from '../shell/store';
import type { Corrections } from './corrections';

/** What undoes a change, on the sheet that was changed. */
interface Step {
  readonly sheetId: string | undefined;
  readonly edits: readonly Edit[];
}

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
   * Writes the best suggestion into a cell.
   * @returns whether there is one
   */
  async fixCell(row: number, column: number): Promise<boolean> {
    const groups = this.session()?.groups().groups ?? [];
    const group = groups.find(({ fixable, rows, columns }) => fixable && rows.includes(row) && columns.includes(column));
    const [text] = group?.suggestions ?? [];
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
    if (step.sheetId !== this.session()?.sheetId) return this.feedback.notify({ intent: 'warning', ...FIX_NOTICES.otherSheet });
    this.#steps.pop();
    const done = await this.feedback.during(FIX_NOTICES.undoing, () => this.session()?.edit(step.edits, step.sheetId));
    if (done === undefined) this.#steps.push(step);
    else this.#tell(done.length, step.edits.length - done.length, FIX_NOTICES.restored);
    this.refresh();
  }

  async #make(fixes: readonly { readonly group: FixGroup; readonly text: string }[]): Promise<void> {
    const session = this.session();
    if (session === undefined) return;
    const edits = fixes.flatMap(({ group, text }) => {
      const fix = session.readFix(group, text);
      if ('problem' in fix) return [];
      return changesOf(group, fix).map((change) => ({ ...change, was: session.cellAt(change.row, change.column) }));
    });
    // Two groups may contain the same cell: the first fix wins.
    const cells = new Map(edits.reverse().map((edit) => [`${edit.row}:${edit.column}`, edit]));
    await this.#edit(session, [...cells.values()]);
  }

  /** Converts text dates to dates. */
  async mendTextDates(): Promise<void> {
    const session = this.session();
    if (session === undefined) return;
    await this.#edit(
      session,
      session.textDates().map((change) => ({ ...change, was: session.cellAt(change.row, change.column) })),
    );
  }

  async #edit(session: SheetSession, edits: readonly Edit[]): Promise<void> {
    const { sheetId } = session;
    const done = await this.feedback.during(FIX_NOTICES.fixing, () => session.edit(edits));
    if (done !== undefined) {
      if (done.length > 0) this.#steps.push({ sheetId, edits: done });
      this.#tell(done.length, edits.length - done.length, FIX_NOTICES.changed);
    }
    this.refresh();
  }

  #tell(done: number, left: number, say: (cells: number) => string): void {
    if (left === 0) this.feedback.notify({ intent: 'success', title: say(done) });
    else this.feedback.notify({ intent: 'warning', title: say(done), detail: FIX_NOTICES.left(left) });
  }
}
