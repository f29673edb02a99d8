import type { Upload, UploadTab } from '../../core/contract';
import { type Client, isAtRest } from './client';
import type { Feedback } from './feedback';
import type { PaneState } from './pane';
import type { Store } from './store';

/** What the *Uploads* place does. */
export class Uploads {
  readonly #followed = new Set<string>();

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
  ) {}

  /** Shows a tab, from its newest upload on. */
  async show(tab: UploadTab): Promise<void> {
    this.store.set({ uploadTab: tab, log: undefined, uploads: this.store.get().uploadTab === tab ? this.store.get().uploads : undefined });
    if (!this.client.signedIn) return;
    await this.feedback.guard(async () => {
      const page = await this.client.uploads(tab);
      if (this.store.get().uploadTab !== tab) return;
      this.store.set({ uploads: { list: page.uploads, next: page.next } });
      for (const upload of page.uploads) if (!isAtRest(upload)) void this.follow(upload);
    });
  }

  async showMore(): Promise<void> {
    const { uploads, uploadTab } = this.store.get();
    const cursor = uploads?.next;
    if (uploads === undefined || cursor === null || cursor === undefined) return;
    await this.feedback.guard(async () => {
      const page = await this.client.uploads(uploadTab, cursor);
      this.store.set({ uploads: { list: [...uploads.list, ...page.uploads], next: page.next } });
    });
  }

  /** Keeps an upload's line up to date until it comes to rest; returns how it then is. */
  async follow(upload: Upload, told?: (upload: Upload) => void): Promise<Upload> {
    if (this.#followed.has(upload.id) && told === undefined) return upload;
    this.#followed.add(upload.id);
    let current = upload;
    try {
      for await (const seen of this.client.follow(upload.id)) {
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

  #replace(upload: Upload): void {
    const { uploads } = this.store.get();
    if (uploads === undefined) return;
    this.store.set({ uploads: { ...uploads, list: uploads.list.map((one) => (one.id === upload.id ? upload : one)) } });
  }

  async cancel(upload: Upload): Promise<void> {
    await this.feedback.guard(async () => {
      await this.client.change(upload.id, 'cancel');
      await this.show(this.store.get().uploadTab);
    });
  }

  async retry(upload: Upload): Promise<void> {
    await this.feedback.guard(async () => {
      const again = await this.client.change(upload.id, 'retry');
      this.#replace(again);
      void this.follow(again);
    });
  }

  async openLog(id: string): Promise<void> {
    await this.feedback.guard(async () => this.store.set({ place: 'uploads', log: await this.client.log(id) }));
  }

  async moreLog(): Promise<void> {
    const { log } = this.store.get();
    if (log === undefined || log.next === null) return;
    await this.feedback.guard(async () => {
      const more = await this.client.log(log.upload.id, log.next ?? undefined);
      this.store.set({ log: { ...more, rows: [...log.rows, ...more.rows] } });
    });
  }

  closeLog(): void {
    this.store.set({ log: undefined });
  }

  async download(upload: Upload): Promise<void> {
    await this.feedback.guard(async () => {
      const address = URL.createObjectURL(await this.client.logFile(upload.id));
      const link = document.createElement('a');
      link.href = address;
      link.download = `${upload.name} log.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    });
  }
}
