import { endpoints } from '../../api/endpoints';
import type { StaffMember } from '../../core/caseload/reference';
import { reachOf, type Security } from '../../core/rules/securities';
import type { OpenAssignment } from '../../core/sending/transfer-rows';
import { type Transfer as Handover, transferPicks, transferRows } from '../../core/sending/transfer-rows';
import { TRANSFER } from '../../core/text/pane/transfer';
import { fillTemplate } from '../../excel/template/fill-template';
import type { Client } from '../service/client';
import type { SheetActions } from '../sheet/sheet-actions';
import type { Feedback } from '../shell/feedback';
import { type PaneState, screenNamed } from '../shell/pane-state';
import type { Store } from '../shell/store';

/** Whether a user may transfer: end assignments, if only their own, and begin them with others. */
export function canTransfer(securities: readonly Security[]): boolean {
  return reachOf(securities, 'caseload:record') === 'all' && reachOf(securities, 'caseload:end') !== 'none';
}

/** *Transfer caseload*: hands a caseworker's participants over to another, by filling the sheet. */
export class Transfer {
  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly sheet: SheetActions,
  ) {}

  open(): void {
    this.store.set({ screen: { name: 'transfer', assignments: undefined }, notice: undefined });
  }

  close(): void {
    this.store.set({ screen: { name: 'sheet' } });
  }

  /** Loads a caseworker's open assignments, in one program or all. */
  async find(from: StaffMember, programId: number | undefined): Promise<void> {
    this.store.set({ screen: { name: 'transfer', assignments: undefined } });
    const found = await this.feedback.during(TRANSFER.reading, () =>
      this.client.call(endpoints.getCaseload, { query: { staffId: from.id, programId } }),
    );
    if (found !== undefined && screenNamed(this.store.get(), 'transfer') !== undefined)
      this.store.set({ screen: { name: 'transfer', assignments: found.assignments } });
  }

  /** Fills a new first worksheet with an Update and an Insert for each assignment, then checks it. */
  async fill(assignments: readonly OpenAssignment[], from: StaffMember, handover: Handover): Promise<void> {
    const { site } = this.store.get();
    if (site === undefined) return;
    const rows = transferRows(assignments, from, handover, site);
    const picks = transferPicks(from, handover.to, site);
    const done = await this.feedback.during(TRANSFER.filling, (tell) => fillTemplate(picks, site, rows, tell));
    if (done === undefined || !this.sheet.isInserted(done)) return;
    this.close();
    await this.sheet.check();
  }
}
