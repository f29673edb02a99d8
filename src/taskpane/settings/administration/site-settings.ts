import { endpoints } from '../../../api/endpoints';
import type { SiteSettingsChange } from '../../../api/site';
import { SITE_SETTINGS } from '../../../core/text/pane/settings';
import type { Client } from '../../service/client';
import type { Feedback } from '../../shell/feedback';
import type { PaneState } from '../../shell/pane-state';
import type { Store } from '../../shell/store';

/** When uploads wait for approval, of what caseworkers are told, and for how long sheets are kept; for administrators. */
export class SiteSettings {
  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
  ) {}

  async save(change: SiteSettingsChange): Promise<void> {
    const saved = await this.feedback.during(SITE_SETTINGS.saving, () => this.client.call(endpoints.saveSiteSettings, { body: change }));
    const { site } = this.store.get();
    if (saved === undefined || site === undefined) return;
    const { approvalRows, digests, quietPrograms, retentionDays = site.retentionDays } = saved;
    const programs = site.programs.map((program) => ({ ...program, digests: !quietPrograms.includes(program.id) }));
    this.store.set({ site: { ...site, approvalRows, digests, retentionDays, programs } });
    this.feedback.notify({ intent: 'success', title: SITE_SETTINGS.saved });
  }
}
