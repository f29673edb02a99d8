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

  /** Saves the settings; after confirmation if more sheets would be deleted than before. */
  async save(change: SiteSettingsChange): Promise<void> {
    const before = this.store.get().site?.retentionDays ?? Number.POSITIVE_INFINITY;
    const { retentionDays: days = null } = change;
    if (days !== null && days < before)
      this.store.set({ question: { ...SITE_SETTINGS.askDelete(days), run: () => void this.#save(change) } });
    else await this.#save(change);
  }

  async #save(change: SiteSettingsChange): Promise<void> {
    const saved = await this.feedback.during(SITE_SETTINGS.saving, () => this.client.call(endpoints.saveSiteSettings, { body: change }));
    const { site } = this.store.get();
    if (saved === undefined || site === undefined) return;
    const { approvalRows, digests, quietPrograms, retentionDays = site.retentionDays } = saved;
    const programs = site.programs.map((program) => ({ ...program, digests: !quietPrograms.includes(program.id) }));
    this.store.set({ site: { ...site, approvalRows, digests, retentionDays, programs } });
    this.feedback.notify({ intent: 'success', title: SITE_SETTINGS.saved });
  }
}
