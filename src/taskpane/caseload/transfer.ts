import { endpoints } from '../../api/endpoints';
import { type StaffMember, staffName } from '../../core/caseload/reference';
import { reachOf, type Security } from '../../core/rules/securities';
import { type Handover, type HandoverTerms, handoverRows } from '../../core/sending/assignment-rows';
import { TRANSFER } from '../../core/text/pane/transfer';
import { fillTemplate } from '../../excel/template/fill-template';
import type { Client } from '../service/client';
import type { SheetActions } from '../sheet/sheet-actions';
import type { Feedback } from '../shell/feedback';
import { type FoundCaseload, type PaneState, screenNamed } from '../shell/pane-state';
import type { Store } from '../shell/store';
import { readOpenCaseload } from './open-caseload';

/** Whether a user may transfer: end assignments, if only their own, and begin them with others. */
export function canTransfer(securities: readonly Security[]): boolean {
  return reachOf(securities, 'caseload:record') === 'all' && reachOf(securities, 'caseload:end') !== 'none';
}

/** *Transfer caseload*: hands a caseworker's participants over to others, by filling the sheet. */
export class Transfer {
  /** Counts the questions: only the last one's answer is shown. */
  #asked = 0;
  /** Who leaves, once their assignments are handed over. */
  #leaving: StaffMember | undefined;

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly sheet: SheetActions,
    /** Reads the site's lists again. */
    private readonly listsChanged: () => Promise<void>,
  ) {}

  open(): void {
    this.#asked++;
    this.store.set({ screen: { name: 'transfer', found: undefined }, notice: undefined });
  }

  close(): void {
    this.#asked++;
    this.store.set({ screen: { name: 'sheet' } });
  }

  /** Loads a caseworker's open assignments, in one program or all. */
  async find(from: StaffMember, programId: number | undefined): Promise<void> {
    const asked = ++this.#asked;
    this.store.set({ screen: { name: 'transfer', found: undefined } });
    const found = await this.feedback.during(TRANSFER.reading, async (): Promise<FoundCaseload> => {
      const query = { staffId: from.id, ...(programId === undefined ? {} : { programId }) };
      const assignments = await readOpenCaseload(this.client, query, () => asked === this.#asked);
      const { caseworkers } = await this.client.call(endpoints.getReport);
      return { assignments, sizes: new Map(caseworkers.map(({ staffId, open }) => [staffId, open])) };
    });
    if (found !== undefined && asked === this.#asked && screenNamed(this.store.get(), 'transfer') !== undefined)
      this.store.set({ screen: { name: 'transfer', found } });
  }

  /**
   * Fills a new first worksheet with an Update and an Insert for each assignment, then checks it.
   * @param leaving who is to be disabled once nothing is open with them
   */
  async fill(handovers: readonly Handover[], terms: HandoverTerms, leaving: StaffMember | undefined): Promise<void> {
    const { site } = this.store.get();
    if (site === undefined) return;
    const { picks, rows } = handoverRows(handovers, terms, site);
    const stay = this.client.bind();
    const done = await this.feedback.during(TRANSFER.filling, (tell) => fillTemplate(picks, site, rows, tell));
    if (done === undefined || !this.sheet.isInserted(done)) return;
    stay();
    this.#leaving = leaving;
    this.close();
    await this.sheet.check();
  }

  /** Another user may have signed in. */
  forget(): void {
    this.#asked++;
    this.#leaving = undefined;
  }

  /** Offers to disable the staff member who leaves, once nothing is open with them. */
  async offerDisabling(): Promise<void> {
    const leaving = this.#leaving;
    if (leaving === undefined) return;
    const { assignments } = await this.client.call(endpoints.getCaseload, { query: { staffId: leaving.id } });
    if (assignments.length > 0 || leaving !== this.#leaving) return;
    this.#leaving = undefined;
    this.askDisable(leaving);
  }

  /** Disables a staff member, after confirmation. */
  askDisable(member: StaffMember): void {
    this.store.set({ question: { ...TRANSFER.askDisable(staffName(member)), run: () => void this.#disable(member) } });
  }

  async #disable(member: StaffMember): Promise<void> {
    await this.feedback.guard(async () => {
      await this.client.call(endpoints.changeStaff, { body: { staffId: member.id, active: false } });
      await this.listsChanged();
      this.feedback.notify({ intent: 'success', title: TRANSFER.disabled(staffName(member)) });
    });
  }
}
