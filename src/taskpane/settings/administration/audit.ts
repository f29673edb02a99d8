import { endpoints } from '../../../api/endpoints';
import { AUDIT } from '../../../core/text/audit';
import { canDownload } from '../../../excel/commands/downloads';
import type { Client } from '../../service/client';
import type { Feedback } from '../../shell/feedback';
import { type PaneState, screenNamed } from '../../shell/pane-state';
import { saveFile } from '../../shell/save-file';
import type { Store } from '../../shell/store';

/** The audit trail of a participant, for administrators. */
export class Audit {
  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
  ) {}

  /** Counts the questions: only the last one's answer is shown. */
  #asked = 0;

  open(): void {
    this.store.set({ screen: { name: 'audit', trail: undefined }, notice: undefined });
  }

  close(): void {
    this.store.set({ screen: { name: 'settings' } });
  }

  async show(participantId: number): Promise<void> {
    const asked = ++this.#asked;
    const found = await this.feedback.during(AUDIT.reading, () => this.client.call(endpoints.listAuditTrail, { body: { participantId } }));
    if (found !== undefined && asked === this.#asked && screenNamed(this.store.get(), 'audit') !== undefined)
      this.store.set({ screen: { name: 'audit', trail: { participantId, changes: found.changes } } });
  }

  /** Saves the trail as a file, or shows it where downloads are blocked. */
  async download(participantId: number): Promise<void> {
    await this.feedback.guard(async () => {
      const file = await this.client.download(endpoints.downloadAuditTrail, {}, { participantId });
      const fileName = AUDIT.fileName(participantId);
      if (canDownload()) saveFile(fileName, file);
      else this.store.set({ screen: { name: 'audit-text', file: { fileName, text: await file.text() } } });
    });
  }
}
