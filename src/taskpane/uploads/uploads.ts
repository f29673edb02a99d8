import { endpoints } from '../../api/endpoints';
import { MAX_BYTES } from '../../api/shared';
import type { LogRow, Upload, UploadLog, UploadTab } from '../../api/uploads';
import { isAtRest, isSentBack } from '../../api/uploads';
import { moment } from '../../core/text/format';
import { LOG, REVIEW, UPLOAD_NOTICES, UPLOADS } from '../../core/text/pane/uploads';
import { canDownload } from '../../excel/commands/downloads';
import type { Client } from '../service/client';
import { followUpload } from '../service/follow-upload';
import type { Feedback } from '../shell/feedback';
import { type Notice, type PaneState, placeOf, screenNamed } from '../shell/pane-state';
import { saveFile } from '../shell/save-file';
import type { Store } from '../shell/store';
import type { SentRows } from './sending/sent-rows';
import { timeOf } from './upload-time';

const awayNotice = (): Notice => ({ intent: 'warning', until: 'reachable', ...UPLOAD_NOTICES.away });

/** The states of an upload of which nothing is in the record, nor will be by itself. */
const UNSENT: readonly Upload['state'][] = ['cancelled', 'failed'];

/** The state and actions of *Uploads*. */
export class Uploads {
  readonly #followed = new Set<string>();
  /** Opens *Fix errors* of an upload. */
  fixErrors: (upload: Upload) => void = () => undefined;
  /** Counts the questions about an upload: only the last one's answer is shown. */
  #asked = 0;

  /** Called when an upload was applied or undone: what the record was found to say may be wrong now. */
  recordChanged: () => void = () => undefined;
  /** Called when an upload is complete or undone: results that are written on the sheet are out of date. */
  resultsChanged: (upload: Upload) => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly sentRows: SentRows,
  ) {}

  /** Opens the list at a tab. */
  show(tab: UploadTab): Promise<void> {
    this.store.set({ screen: { name: 'uploads' } });
    return this.load(tab);
  }

  /** Loads the uploads of a tab, from the newest on, whichever screen is open. */
  async load(tab: UploadTab = this.store.get().uploadTab): Promise<void> {
    const before = this.store.get();
    // What was searched for under one tab would hide what is under the other.
    this.store.set({ uploadTab: tab, ...(before.uploadTab === tab ? {} : { uploads: undefined, uploadSearch: '' }) });
    if (!this.client.signedIn) return;
    await this.feedback.guard(async () => {
      const search = this.store.get().uploadSearch;
      const page = await this.client.call(endpoints.listUploads, { query: { tab, search } });
      if (this.store.get().uploadTab !== tab || this.store.get().uploadSearch !== search) return;
      this.store.set({ uploads: { list: page.uploads, next: page.next } });
      // Perhaps by somebody else, or on another computer.
      this.sentRows.forget(page.uploads.filter(({ state }) => UNSENT.includes(state)).map(({ id }) => id));
      for (const upload of page.uploads) if (!isAtRest(upload)) void this.follow(upload);
      // Its rows are to be corrected and sent again.
      this.sentRows.forget(page.uploads.filter(isSentBack).map(({ id }) => id));
      for (const { id, state, undoLeft } of page.uploads) if (state === 'undone') await this.#forgetUndone(id, undoLeft);
    });
  }

  /** Searches the tab's uploads by name and e-mail address. */
  async search(text: string): Promise<void> {
    this.store.set({ uploadSearch: text });
    await this.load();
  }

  async showMore(): Promise<void> {
    const { uploads, uploadTab, uploadSearch } = this.store.get();
    const cursor = uploads?.next;
    if (uploads === undefined || cursor === null || cursor === undefined) return;
    await this.feedback.guard(async () => {
      const page = await this.client.call(endpoints.listUploads, { query: { tab: uploadTab, search: uploadSearch, cursor } });
      this.store.set({ uploads: { list: [...uploads.list, ...page.uploads], next: page.next } });
    });
  }

  /** Follows an upload until it is at rest; returns its final state. */
  async follow(upload: Upload, told?: (upload: Upload) => void): Promise<Upload> {
    if (this.#followed.has(upload.id) && told === undefined) return upload;
    this.#followed.add(upload.id);
    let current = upload;
    try {
      for await (const seen of followUpload(this.client, upload.id)) {
        this.#showAway(seen === 'away');
        if (seen === 'away') continue;
        current = seen;
        this.#replace(seen);
        told?.(seen);
      }
    } catch (error) {
      this.feedback.fail(error);
    } finally {
      this.#followed.delete(upload.id);
    }
    if (current.state === 'complete' && upload.state !== 'complete') this.recordChanged();
    if (isAtRest(current)) await this.load();
    return current;
  }

  /**
   * Forgets the rows of an undone upload, so that they can be submitted again, except those that stand.
   * @param left how many rows were left, at least in part; null if it is not known
   * @param isNew whether it has just been undone: other rows may be left, though as many
   */
  async #forgetUndone(id: string, left: number | null, isNew = false): Promise<void> {
    if (!isNew && !this.sentRows.isStale(id, left)) return;
    const { rows } = await this.client.call(endpoints.listStandingRows, { params: { id } });
    this.sentRows.forgetUndone(id, new Set(rows), left);
  }

  /** Shows or hides the notice that the service can't be reached. */
  #showAway(away: boolean): void {
    if (!away) this.feedback.reached('reachable');
    else if (this.store.get().notice?.until !== 'reachable') this.feedback.notify(awayNotice());
  }

  #replace(upload: Upload): void {
    const { uploads } = this.store.get();
    if (uploads === undefined) return;
    this.store.set({ uploads: { ...uploads, list: uploads.list.map((one) => (one.id === upload.id ? upload : one)) } });
  }

  /** Submits a file and follows it. A retry is the same upload. */
  async sendFile(file: File, key: string = crypto.randomUUID()): Promise<void> {
    if (file.size > MAX_BYTES) {
      return this.feedback.notify({ intent: 'error', ...UPLOAD_NOTICES.fileTooLarge(file.name) });
    }
    const retry = () => void this.sendFile(file, key);
    const body = new FormData();
    body.set('file', file);
    const sent = await this.feedback.during(
      UPLOAD_NOTICES.sendingFile,
      () => this.client.call(endpoints.submitUpload, { headers: { 'idempotency-key': key }, body }),
      retry,
    );
    if (sent === undefined) return;
    this.store.set({ notice: undefined });
    await this.show('in-progress');
    const done = await this.feedback.during(UPLOAD_NOTICES.uploading, (tell) =>
      this.follow(sent, (seen) => tell(seen.progress, UPLOADS.states[seen.state])),
    );
    if (done !== undefined) await this.showOutcome(done, timeOf(done));
  }

  /** Cancels an upload, after confirmation: what was corrected in it would be lost. */
  askCancel(upload: Upload): void {
    this.store.set({ question: { ...UPLOAD_NOTICES.askCancel(upload.name), run: () => void this.#cancel(upload) } });
  }

  async #cancel(upload: Upload): Promise<void> {
    await this.feedback.guard(async () => {
      await this.client.call(endpoints.cancelUpload, { params: { id: upload.id } });
      this.sentRows.forget([upload.id]);
      await this.load();
    });
  }

  /** Shows what undoing a complete upload would reverse. */
  async askUndo(upload: Upload): Promise<void> {
    const asked = ++this.#asked;
    const preview = await this.feedback.during(UPLOAD_NOTICES.looking, () =>
      this.client.call(endpoints.previewUndo, { params: { id: upload.id } }),
    );
    if (preview !== undefined && asked === this.#asked && this.#isHere)
      this.store.set({ screen: { name: 'undo', upload, preview }, notice: undefined });
  }

  async undo(upload: Upload): Promise<void> {
    const undone = await this.feedback.during(UPLOAD_NOTICES.undoing, () =>
      this.client.call(endpoints.undoUpload, { params: { id: upload.id } }),
    );
    if (undone === undefined) return;
    await this.feedback.guard(() => this.#forgetUndone(upload.id, undone.undoLeft, true));
    this.recordChanged();
    await this.show('complete');
    await this.resultsChanged(undone);
    const { length } = undone.left;
    this.feedback.notify({
      intent: length === 0 ? 'success' : 'warning',
      title: UPLOAD_NOTICES.undone(upload.name, moment(Date.parse(upload.createdAt))),
      detail: length === 0 ? UPLOAD_NOTICES.canSubmitAgain : UPLOAD_NOTICES.left(length),
      action: { label: UPLOAD_NOTICES.viewLog, run: () => void this.openLog(upload.id) },
    });
  }

  /** Whether the user is still among the uploads. */
  get #isHere(): boolean {
    return placeOf(this.store.get().screen) === 'uploads';
  }

  /** Shows what is in progress, unless the user has gone elsewhere meanwhile. */
  async #showList(): Promise<void> {
    if (this.#isHere) await this.show('in-progress');
    else await this.load('in-progress');
  }

  /** Shows what an upload that waits for approval would change. */
  async review(upload: Upload): Promise<void> {
    const asked = ++this.#asked;
    const review = await this.feedback.during(UPLOAD_NOTICES.looking, () =>
      this.client.call(endpoints.reviewUpload, { params: { id: upload.id } }),
    );
    if (review !== undefined && asked === this.#asked && this.#isHere)
      this.store.set({ screen: { name: 'review', upload, review }, notice: undefined });
  }

  /** @param round that of the review which is shown */
  async approve(upload: Upload, round: number): Promise<void> {
    const approved = await this.feedback.during(REVIEW.approving, () =>
      this.client.call(endpoints.approveUpload, { params: { id: upload.id }, query: { round } }),
    );
    if (approved === undefined) return;
    await this.#showList();
    this.feedback.notify({ intent: 'success', title: REVIEW.approved(upload.name) });
  }

  async sendBack(upload: Upload, note: string): Promise<void> {
    const back = await this.feedback.during(REVIEW.sendingBack, () =>
      this.client.call(endpoints.sendBackUpload, { params: { id: upload.id }, body: { note } }),
    );
    if (back === undefined) return;
    await this.#showList();
    this.feedback.notify({ intent: 'success', title: REVIEW.sentBack(upload.name) });
  }

  /**
   * Offers to cancel the user's upload of this name that was sent back, since another one may have taken its place: while what was said last is still in
   * view, and nothing else is asked.
   */
  async offerCancel(name: string): Promise<void> {
    const { connection, notice } = this.store.get();
    if (connection.status !== 'signed-in') return;
    // Nobody has asked for it: nobody is told that it failed.
    const found = await this.client.call(endpoints.listUploads, { query: { tab: 'in-progress', search: name } }).catch(() => undefined);
    const back = found?.uploads.find((one) => isSentBack(one) && one.name === name && one.createdBy === connection.session.user.email);
    const now = this.store.get();
    if (back === undefined || now.notice !== notice || now.question !== undefined || now.busy !== undefined) return;
    this.store.set({ question: { ...UPLOAD_NOTICES.askCancelSentBack(name), run: () => void this.#cancel(back) } });
  }

  /** Asks for approval of an upload again that was sent back. */
  async askAgain(upload: Upload): Promise<void> {
    const done = await this.feedback.during(UPLOAD_NOTICES.uploading, async (tell) =>
      this.follow(await this.client.call(endpoints.recheckUpload, { params: { id: upload.id } }), (seen) => tell(seen.progress)),
    );
    if (done === undefined) return;
    await this.#showList();
    await this.showOutcome(done);
  }

  async retry(upload: Upload): Promise<void> {
    await this.feedback.guard(async () => {
      const again = await this.client.call(endpoints.retryUpload, { params: { id: upload.id } });
      this.#replace(again);
      void this.follow(again);
    });
  }

  /** Shows an upload's outcome and the next step. @param took in milliseconds, unless people have worked on it meanwhile */
  async showOutcome(upload: Upload, took?: number): Promise<void> {
    if (upload.state === 'complete') {
      await this.load('complete');
      await this.resultsChanged(upload);
      // It stays as it is: a button that moves is missed. Whether the mail was sent is in the log.
      this.feedback.notify({
        intent: 'success',
        ...UPLOAD_NOTICES.complete(upload.accepted ?? 0, upload.received, upload.createdBy, took),
        action: { label: UPLOAD_NOTICES.viewLog, run: () => void this.openLog(upload.id) },
      });
    } else if (upload.state === 'needs-fixes') {
      this.feedback.notify({
        intent: 'warning',
        ...UPLOAD_NOTICES.needsFixes,
        action: { label: UPLOAD_NOTICES.fixErrors, run: () => this.fixErrors(upload) },
      });
    } else if (upload.state === 'needs-approval') {
      this.feedback.notify({ intent: 'info', ...UPLOAD_NOTICES.needsApproval });
    } else if (upload.state === 'failed') {
      this.feedback.notify({
        intent: 'error',
        title: UPLOAD_NOTICES.failed.title,
        detail: upload.problem ?? UPLOAD_NOTICES.failed.detail,
        action: { label: UPLOAD_NOTICES.retry, run: () => void this.retry(upload) },
      });
    }
  }

  async openLog(id: string): Promise<void> {
    await this.feedback.guard(async () =>
      // What a notice said of it is in the log.
      this.store.set({ screen: { name: 'log', log: await this.client.call(endpoints.getLog, { params: { id } }) }, notice: undefined }),
    );
  }

  async moreLog(): Promise<void> {
    const log = screenNamed(this.store.get(), 'log')?.log;
    if (log === undefined || log.next === null) return;
    await this.feedback.guard(async () => {
      const more = await this.client.call(endpoints.getLog, { params: { id: log.upload.id }, query: { cursor: log.next } });
      if (screenNamed(this.store.get(), 'log')?.log === log)
        this.store.set({ screen: { name: 'log', log: { ...more, rows: [...log.rows, ...more.rows] } } });
    });
  }

  /** Loads the whole log, page by page. */
  async wholeLog(id: string): Promise<readonly LogRow[]> {
    const rows: LogRow[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: UploadLog = await this.client.call(endpoints.getLog, { params: { id }, query: { cursor, limit: 1000 } });
      rows.push(...page.rows);
      cursor = page.next;
    }
    return rows;
  }

  closeLog(): void {
    // Others may have sent something in the meantime.
    void this.show(this.store.get().uploadTab);
  }

  /** Saves the log or, where Excel lets the pane save no files, shows it as text. */
  async download(upload: Upload, kind: 'csv' | 'xlsx' = 'csv'): Promise<void> {
    await this.feedback.guard(async () => {
      const endpoint = kind === 'csv' ? endpoints.downloadLogCsv : endpoints.downloadLogXlsx;
      const file = await this.client.download(endpoint, { params: { id: upload.id } });
      const fileName = LOG.fileName(upload.name, kind);
      if (canDownload()) saveFile(fileName, file);
      else this.store.set({ screen: { name: 'log-text', file: { fileName, text: await file.text() } } });
    });
  }
}
