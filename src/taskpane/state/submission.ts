import type { Cells } from '../../core/cells';
import type { Client } from './client';
import type { Connection } from './connection';
import type { Feedback } from './feedback';
import { forgetSubmission, submissionKey } from './memory';
import type { PaneState } from './pane';
import type { SheetActions } from './sheet-actions';
import type { SheetSummary } from './sheet-summary';
import type { Store } from './store';
import type { Uploads } from './uploads';

/** *Submit*: from the click to the outcome. */
export class Submission {
  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly connection: Connection,
    private readonly sheet: SheetActions,
    private readonly uploads: Uploads,
  ) {}

  /** One click: checks and, if the sheet is clean, sends it and shows the progress; if not, shows the problems. */
  async submit(): Promise<void> {
    if (this.store.get().connection.status === 'signed-out') return this.sheet.tellSignIn();
    if (this.store.get().connection.status === 'offline') await this.connection.connect();
    const sheet = await this.sheet.check();
    if (sheet === undefined) return;
    if (!sheet.isCaseload || sheet.errors > 0 || sheet.rows === 0) return this.#tellProblems(sheet);
    await this.#send(sheet.name, this.sheet.checkedCells);
  }

  /** Sends what was checked; a retry sends just that again, whatever became of the sheet meanwhile. */
  async #send(name: string, cells: Cells): Promise<void> {
    const submit = async () => this.client.submit(await submissionKey(name, cells), name, cells);
    const sent = await this.feedback.during('Sending', submit, () => void this.#send(name, cells));
    if (sent === undefined) return;
    forgetSubmission();
    this.store.set({ place: 'uploads', notice: undefined });
    await this.uploads.show('in-progress');
    const done = await this.feedback.during('Uploading', (tell) => this.uploads.follow(sent, (upload) => tell(upload.progress)));
    if (done !== undefined) await this.uploads.tellOutcome(done);
  }

  #tellProblems(sheet: SheetSummary): void {
    if (sheet.isCaseload && sheet.errors > 0 && sheet.rows > 0) {
      const [title, detail] = [
        `${sheet.errors} ${sheet.errors === 1 ? 'problem' : 'problems'} to fix first`,
        'Nothing was sent. The cells are marked on the sheet.',
      ];
      this.feedback.notify({
        intent: 'warning',
        title,
        detail,
        action: { label: 'Next problem', run: () => void this.sheet.nextProblem() },
      });
    } else
      this.feedback.notify({
        intent: 'warning',
        title: 'There is nothing to submit yet',
        detail: sheet.sheetFindings[0]?.message ?? 'Fill in the rows under the header.',
      });
  }
}
