import type { Upload } from '../../api/uploads';
import type { Database, SiteId } from '../database/database';
import { CHANNEL, findUploads } from './upload-store';

type Listener = (upload: Upload) => void;

/** How often it is looked what other processes did with the watched uploads where the database does not tell, in milliseconds. */
const LOOK = 1000;
/** How often it is looked where the database tells: what it told may have been lost with a connection. */
const LOOK_AFTER_ALL = 15_000;

/**
 * Tells those who watch uploads of their changes: at once what this process did, and what other processes did when the database tells.
 * However many watch, a look is one statement for each site.
 */
export class UploadEvents {
  readonly #sites = new Map<SiteId, Map<string, Set<Listener>>>();
  readonly #changed = new Map<SiteId, Set<string>>();
  #lastLook = Date.now();
  #isLooking = false;
  #timer: NodeJS.Timeout | undefined;
  #unlisten: (() => Promise<void>) | undefined;
  #isTold = false;

  constructor(private readonly database: Pick<Database, 'withSite' | 'listen'>) {}

  /** Begins to hear of other processes. */
  async start(): Promise<void> {
    const { database } = this;
    this.#unlisten = await database.listen(CHANNEL, {
      heard: (payload) => this.#hear(payload),
      isOn: (isOn) => {
        this.#isTold = isOn;
      },
    });
    this.#timer = setInterval(() => this.#lookAtAll(), LOOK);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#unlisten?.();
  }

  /** Of what this process did. */
  tell(upload: Upload): void {
    for (const watched of this.#sites.values()) for (const listener of watched.get(upload.id) ?? []) listener(upload);
  }

  /** @returns ends the watch */
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

  #lookAtAll(): void {
    if (this.#isTold && Date.now() - this.#lastLook < LOOK_AFTER_ALL) return;
    this.#lastLook = Date.now();
    for (const [site, watched] of this.#sites) this.#note(site, watched.keys());
  }

  #note(site: SiteId, ids: Iterable<string>): void {
    const changed = this.#changed.get(site) ?? new Set();
    for (const id of ids) changed.add(id);
    this.#changed.set(site, changed);
    void this.#look();
  }

  /** Reads what changed, a statement for each site at a time; what changes meanwhile is read after it. */
  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      await this.#readChanged();
    } finally {
      this.#isLooking = false;
    }
  }

  async #readChanged(): Promise<void> {
    for (let [next] = this.#changed; next !== undefined; [next] = this.#changed) {
      const [site, ids] = next;
      this.#changed.delete(site);
      // A database that is away is looked at again.
      const uploads = await this.database.withSite(site, (queries) => findUploads(queries, site, [...ids])).catch(() => []);
      for (const upload of uploads) this.tell(upload);
    }
  }
}
