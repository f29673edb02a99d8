import type { Upload } from '../../core/contract';

type Listener = (upload: Upload) => void;

/** Tells those who watch an upload of its changes, within this process; others see them by polling. */
export class UploadEvents {
  readonly #listeners = new Map<string, Set<Listener>>();

  tell(upload: Upload): void {
    for (const listener of this.#listeners.get(upload.id) ?? []) listener(upload);
  }

  listen(id: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }
}
