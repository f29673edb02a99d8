import { endpoints } from '../../api/endpoints';
import { MOST_BYTES } from '../../api/shared';
import type { LogRow, Upload, UploadLog, UploadTab } from '../../api/uploads';
import { isAtRest } from '../../api/uploads';
import type { Client } from '../service/client';
import { followUpload } from '../service/follow-upload';
import type { Feedback } from '../shell/feedback';
import type { Notice, PaneState } from '../shell/pane-state';
import { saveFile } from '../shell/save-file';
import type { Store } from '../shell/store';
import type { SentRows } from './sent-rows';

const AWAY: Notice = {
  intent: 'warning',
  title: 'The service can’t be reached just now',
  detail: 'What you sent is safe there. This goes on by itself when it is back.',
};

/** What the *Uploads* place does. */
export class Uploads {
  readonly #followed = new Set<string>();
  /** Opens *Fix errors* of an upload. */
  fixErrors: (upload: Upload) => void = () => undefined;

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly sentRows: SentRows,
  ) {}

  /** Shows a tab, from its newest upload on. */
  async show(tab: UploadTab): Promise<void> {
    this.store.set({
      uploadTab: tab,
      log: undefined,
      uploadFixes: undefined,
      uploads: this.store.get().uploadTab === tab ? this.store.get().uploads : undefined,
    });
    if (!this.client.signedIn) return;
    await this.feedback.guard(async () => {
      const search = this.store.get().uploadSearch;
      const page = await this.client.call(endpoints.listUploads, { query: { tab, search } });
      if (this.store.get().uploadTab !== tab || this.store.get().uploadSearch !== search) return;
      this.store.set({ uploads: { list: page.uploads, next: page.next } });
      for (const upload of page.uploads) if (!isAtRest(upload)) void this.follow(upload);
    });
  }

  /** Shows the uploads of the tab whose name or user contains the text. */
  async search(text: string): Promise<void> {
    this.store.set({ uploadSearch: text });
    await this.show(this.store.get().uploadTab);
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

  /** Keeps an upload's line up to date until it comes to rest; returns how it then is. */
  async follow(upload: Upload, told?: (upload: Upload) => void): Promise<Upload> {
    if (this.#followed.has(upload.id) && told === undefined) return upload;
    this.#followed.add(upload.id);
    let current = upload;
    try {
      for await (const seen of followUpload(this.client, upload.id)) {
        this.#tellAway(seen === 'away');
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
    if (isAtRest(current)) await this.show(this.store.get().uploadTab);
    return current;
  }

  /** Says that the service is away, and takes that back when it is there again. */
  #tellAway(away: boolean): void {
    const told = this.store.get().notice?.title === AWAY.title;
    if (away && !told) this.feedback.notify(AWAY);
    if (!away && told) this.feedback.dismiss();
  }

  #replace(upload: Upload): void {
    const { uploads } = this.store.get();
    if (uploads === undefined) return;
    this.store.set({ uploads: { ...uploads, list: uploads.list.map((one) => (one.id === upload.id ? upload : one)) } });
  }

  /** Sends a file as an upload, from the choice to the outcome; a retry is the same upload. */
  async sendFile(file: File, key: string = crypto.randomUUID()): Promise<void> {
    if (file.size > MOST_BYTES) {
      const detail = 'At most 25 MiB can be sent at once. Split it and send the parts one after the other.';
      return this.feedback.notify({ intent: 'error', title: `“${file.name}” is too large`, detail });
    }
    const retry = () => void this.sendFile(file, key);
    const body = new FormData();
    body.set('file', file);
    const sent = await this.feedback.during(
      'Sending the file',
      () => this.client.call(endpoints.submitUpload, { headers: { 'idempotency-key': key }, body }),
      retry,
    );
    if (sent === undefined) return;
    this.store.set({ notice: undefined });
    await this.show('in-progress');
    const done = await this.feedback.during('Uploading', (tell) => this.follow(sent, ({ progress }) => tell(progress)));
    if (done !== undefined) await this.tellOutcome(done);
  }

  async cancel(upload: Upload): Promise<void> {
    await this.feedback.guard(async () => {
      await this.client.call(endpoints.cancelUpload, { params: { id: upload.id } });
      this.sentRows.forget(upload.id);
      await this.show(this.store.get().uploadTab);
    });
  }

  /** Takes a complete upload back, after a yes. */
  askUndo(upload: Upload): void {
    const { accepted } = upload;
    this.store.set({
      question: {
        title: `Undo “${upload.name}”?`,
        detail: `What its ${accepted === 1 ? 'row' : `${(accepted ?? 0).toLocaleString()} rows`} began is removed, what they ended is open again. What was changed since is left, and named in the log.`,
        confirm: 'Undo upload',
        run: () => void this.#undo(upload),
      },
    });
  }

  async #undo(upload: Upload): Promise<void> {
    const undone = await this.feedback.during('Undoing the upload', () =>
      this.client.call(endpoints.undoUpload, { params: { id: upload.id } }),
    );
    if (undone === undefined) return;
    this.sentRows.forget(upload.id);
    await this.show(this.store.get().uploadTab);
    const { length } = undone.left;
    this.feedback.notify({
      intent: length === 0 ? 'success' : 'warning',
      title: `“${upload.name}” is undone`,
      detail: length === 0 ? 'Its rows can be submitted again.' : `Changed since, and left: ${rowsOf(undone.left)}. The log says what.`,
      action: { label: 'View log', run: () => void this.openLog(upload.id) },
    });
  }

  async retry(upload: Upload): Promise<void> {
    await this.feedback.guard(async () => {
      const again = await this.client.call(endpoints.retryUpload, { params: { id: upload.id } });
      this.#replace(again);
      void this.follow(again);
    });
  }

  /** Says how an upload ended, and leads on from there. */
  async tellOutcome(upload: Upload): Promise<void> {
    if (upload.state === 'complete') {
      await this.show('complete');
      this.feedback.notify({
        intent: 'success',
        title: `${upload.accepted ?? 0} of ${upload.received} records accepted`,
        detail: `The upload is complete. An e-mail goes to ${upload.createdBy}.`,
        action: { label: 'View log', run: () => void this.openLog(upload.id) },
      });
    } else if (upload.state === 'needs-fixes') {
      this.feedback.notify({
        intent: 'warning',
        title: 'The upload needs fixes',
        detail: 'Nothing was applied yet. What is wrong is listed, with the best guesses.',
        action: { label: 'Fix errors', run: () => this.fixErrors(upload) },
      });
    } else if (upload.state === 'failed') {
      this.feedback.notify({
        intent: 'error',
        title: 'The upload failed',
        detail: upload.problem ?? 'Nothing was applied.',
        action: { label: 'Retry', run: () => void this.retry(upload) },
      });
    }
  }

  async openLog(id: string): Promise<void> {
    await this.feedback.guard(async () =>
      this.store.set({ place: 'uploads', log: await this.client.call(endpoints.getLog, { params: { id } }) }),
    );
  }

  async moreLog(): Promise<void> {
    const { log } = this.store.get();
    if (log === undefined || log.next === null) return;
    await this.feedback.guard(async () => {
      const more = await this.client.call(endpoints.getLog, { params: { id: log.upload.id }, query: { cursor: log.next } });
      this.store.set({ log: { ...more, rows: [...log.rows, ...more.rows] } });
    });
  }

  /** The whole log, page by page. */
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
    this.store.set({ log: undefined });
  }

  async download(upload: Upload): Promise<void> {
    await this.feedback.guard(async () => {
      const response = await this.client.open(endpoints.downloadLogCsv, { params: { id: upload.id } });
      saveFile(`${upload.name} log.csv`, await response.blob());
    });
  }
}

/** `rows 3, 8, 9 and 4 more` */
function rowsOf(rows: readonly number[]): string {
  const some = rows.slice(0, 5).join(', ');
  return `${rows.length === 1 ? 'row' : 'rows'} ${some}${rows.length > 5 ? ` and ${(rows.length - 5).toLocaleString()} more` : ''}`;
}
