import type { Upload } from '../../api/uploads';
import type { Database, SiteId } from '../database/database';
import { CHANNEL, findUploads } from './upload-store';

type Listener = (upload: Upload) => void;

/** The polling interval without database notifications, in milliseconds. */
const POLL_INTERVAL = 1000;
/** The polling interval with notifications, in case some were lost with a connection. */
const FALLBACK_POLL_INTERVAL = 15_000;

/**
 * Notifies watchers of changed uploads: of this process immediately, of other processes by database notifications.
 * Polling takes one statement per site, however many watch.
 */
export class UploadEvents {
  readonly #sites = new Map<SiteId, Map<string, Set<Listener>>>();
  readonly #changed = new Map<SiteId, Set<string>>();
  #lastPoll = Date.now();
  #isPolling = false;
  #timer: NodeJS.Timeout | undefined;
  #unlisten: (() => Promise<void>) | undefined;
  #isNotified = false;

  constructor(private readonly database: Pick<Database, 'withSite' | 'listen'>) {}

  /** Starts listening to other processes. */
  async start(): Promise<void> {
    const { database } = this;
    this.#unlisten = await database.listen(CHANNEL, {
      heard: (payload) => this.#hear(payload),
      isOn: (isOn) => {
        this.#isNotified = isOn;
      },
    });
    this.#timer = setInterval(() => this.#pollAll(), POLL_INTERVAL);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#unlisten?.();
  }

  /** Reports a change by this process. */
  tell(upload: Upload): void {
    for (const watched of this.#sites.values()) for (const listener of watched.get(upload.id) ?? []) listener(upload);
  }

  /** @returns stops watching */
  listen(site: SiteId, id: string, listener: Listener): () => void {
    const watched = this.#sites.get(site) ?? new Map<string, Set<Listener>>();
    this.#sites.set(site, watched);
    const listeners = watched.get(id) ?? new Set();
    watched.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) watched.delete(id);
      if (watched.size === 0) this.#sites.delete(site);
    };
  }

  #hear(payload: string): void {
    const [site = '', id = ''] = payload.split(' ');
    if (this.#sites.get(site as SiteId)?.has(id)) this.#note(site as SiteId, [id]);
  }

  #pollAll(): void {
    if (this.#isNotified && Date.now() - this.#lastPoll < FALLBACK_POLL_INTERVAL) return;
    this.#lastPoll = Date.now();
    for (const [site, watched] of this.#sites) this.#note(site, watched.keys());
  }

  #note(site: SiteId, ids: Iterable<string>): void {
    const changed = this.#changed.get(site) ?? new Set();
    for (const id of ids) changed.add(id);
    this.#changed.set(site, changed);
    void this.#poll();
  }

  /** Reads changed uploads, one statement per site; further changes are read afterwards. */
  async #poll(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    try {
      await this.#readChanged();
    } finally {
      this.#isPolling = false;
    }
  }

  async #readChanged(): Promise<void> {
    for (let [next] = this.#changed; next !== undefined; [next] = this.#changed) {
      const [site, ids] = next;
      this.#changed.delete(site);
      // If the database is unreachable, try again later.
      const uploads = await this.database.withSite(site, (queries) => findUploads(queries, site, [...ids])).catch(() => []);
      for (const upload of uploads) this.tell(upload);
    }
  }
}
