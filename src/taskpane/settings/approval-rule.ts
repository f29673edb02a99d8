import { endpoints } from '../../api/endpoints';
import { APPROVAL_RULE } from '../../core/text/pane/settings';
import type { Client } from '../service/client';
import type { Feedback } from '../shell/feedback';
import type { PaneState } from '../shell/pane-state';
import type { Store } from '../shell/store';

/** From how many rows uploads wait for approval, for administrators. */
export class ApprovalRuleSetting {
  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
  ) {}

  async save(approvalRows: number | null): Promise<void> {
    const saved = await this.feedback.during(APPROVAL_RULE.saving, () =>
      this.client.call(endpoints.saveApprovalRule, { body: { approvalRows } }),
    );
    const { site } = this.store.get();
    if (saved === undefined || site === undefined) return;
    this.store.set({ site: { ...site, ...saved } });
    this.feedback.notify({ intent: 'success', title: APPROVAL_RULE.saved(saved.approvalRows) });
  }
}
