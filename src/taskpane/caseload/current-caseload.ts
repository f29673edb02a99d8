import type { CaseloadQuery } from '../../api/record';
import { type OpenAssignment, openRows } from '../../core/sending/assignment-rows';
import { CURRENT } from '../../core/text/pane/caseload';
import { TRANSFER } from '../../core/text/pane/transfer';
import { fillTemplate } from '../../excel/template/fill-template';
import type { Client } from '../service/client';
import type { SheetActions } from '../sheet/sheet-actions';
import type { Feedback } from '../shell/feedback';
import { type PaneState, screenNamed } from '../shell/pane-state';
import type { Store } from '../shell/store';
import { readOpenCaseload } from './open-caseload';

/** *Current caseload*: fills a sheet with open assignments, of which those that end are filled in. */
export class CurrentCaseload {
  /** Counts the questions: only the last one's answer is shown. */
  #asked = 0;

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly sheet: SheetActions,
  ) {}

  open(): void {
    this.#asked++;
    this.store.set({ screen: { name: 'caseload', assignments: undefined }, notice: undefined });
  }

  close(): void {
    this.#asked++;
    this.store.set({ screen: { name: 'sheet' } });
  }

  /** Finds the open assignments of a caseworker or program; none while neither is chosen. */
  async find(query: Omit<CaseloadQuery, 'cursor'>): Promise<void> {
    const asked = ++this.#asked;
    this.store.set({ screen: { name: 'caseload', assignments: undefined } });
    if (query.staffId === undefined && query.programId === undefined) return;
    const assignments = await this.feedback.during(TRANSFER.reading, () =>
      readOpenCaseload(this.client, query, () => asked === this.#asked),
    );
    if (assignments !== undefined && asked === this.#asked && screenNamed(this.store.get(), 'caseload') !== undefined)
      this.store.set({ screen: { name: 'caseload', assignments } });
  }

  /** Fills a new first worksheet with an Update for each assignment, without End Date and Reason for Dismissal. */
  async fill(assignments: readonly OpenAssignment[]): Promise<void> {
    const { site } = this.store.get();
    if (site === undefined) return;
    const { picks, rows } = openRows(assignments, site);
    const own = { column: 'onRecord', texts: assignments.map(({ name }) => name || CURRENT.open) } as const;
    const done = await this.feedback.during(TRANSFER.filling, (tell) => fillTemplate(picks, site, rows, tell, own));
    if (done === undefined || !this.sheet.isInserted(done)) return;
    this.close();
    await this.sheet.refresh();
  }
}
