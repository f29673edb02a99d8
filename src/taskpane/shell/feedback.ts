import { EXPORT } from '../../core/text/pane/sheet';
import { NOTICES, SHELL } from '../../core/text/pane/shell';
import { ExcelProblem } from '../../excel/run';
import { ServiceProblem, SupersededError } from '../service/client';
import type { Busy, Notice, PaneState } from './pane-state';
import { copyText } from './save-file';
import type { Store } from './store';

/** What is said after copying. */
interface CopyNotices {
  readonly done: Pick<Notice, 'title' | 'detail'>;
  readonly failed: Pick<Notice, 'title' | 'detail'>;
}

/** The pane's notices and progress. */
export class Feedback {
  /** Called when the session has ended. */
  onSignedOut: () => void = () => undefined;
  /** Signs in again interactively, then continues; undefined if that is not possible. */
  signIn: ((then: () => void) => void) | undefined;

  /** What runs, the latest last. */
  readonly #operations: Busy[] = [];

  constructor(private readonly store: Store<PaneState>) {}

  notify(notice: Notice): void {
    this.store.set({ notice });
  }

  /** Copies text, and says whether that was possible. @param say what is said then; by default that of files */
  async copy(text: string, say: CopyNotices = { done: EXPORT.copied, failed: EXPORT.notCopied }): Promise<void> {
    this.notify((await copyText(text)) ? { intent: 'success', ...say.done } : { intent: 'warning', ...say.failed });
  }

  dismiss(): void {
    this.store.set({ notice: undefined });
  }

  /** Ends the notice of the action before: the user does something else. */
  begin(): void {
    const { notice } = this.store.get();
    if (notice !== undefined && notice.intent !== 'error' && notice.until === undefined) this.dismiss();
  }

  /** Ends the notice that lasts until something that has come. */
  reached(event: Notice['until']): void {
    if (event !== undefined && this.store.get().notice?.until === event) this.dismiss();
  }

  /** Shows an error, except one of an earlier session. `retry` repeats the failed operation. */
  fail(error: unknown, retry?: () => void): void {
    if (error instanceof SupersededError) return;
    const action = retry === undefined ? {} : { action: { label: SHELL.retry, run: retry } };
    if (error instanceof ServiceProblem) {
      if (error.status === 401) {
        this.onSignedOut();
        this.#showSignedOut(retry);
      } else this.notify({ intent: 'error', title: error.title, detail: error.detail, ...action });
    } else if (error instanceof ExcelProblem) this.notify({ intent: 'error', title: error.message, ...action });
    else {
      console.error(error);
      this.notify({
        intent: 'error',
        ...NOTICES.unexpected,
        ...action,
      });
    }
  }

  /** Shows that the session has ended; after signing in, the user continues where they were. */
  #showSignedOut(retry: (() => void) | undefined): void {
    const { signIn } = this;
    const again = retry ?? (() => this.dismiss());
    const action = signIn === undefined ? { label: SHELL.retry, run: again } : { label: NOTICES.signIn, run: () => signIn(again) };
    this.notify({
      intent: 'warning',
      until: signIn === undefined ? 'dismissed' : 'signed in',
      ...NOTICES.sessionEnded,
      ...(signIn === undefined && retry === undefined ? {} : { action }),
    });
  }

  async guard(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.fail(error));
  }

  /**
   * Runs an operation with its progress shown; undefined after an error, which is shown. While an operation consists of others, theirs is
   * shown, and the pane stays busy between them.
   */
  async during<T>(
    label: string,
    work: (tell: (share: number, phase?: string) => void) => Promise<T> | undefined,
    retry?: () => void,
  ): Promise<T | undefined> {
    if (this.#operations.length === 0) this.begin();
    const operation = { label, share: null as number | null };
    this.#operations.push(operation);
    this.#showBusy();
    try {
      return await work((share, phase = label) => {
        operation.share = share;
        operation.label = phase;
        this.#showBusy();
      });
    } catch (error) {
      this.fail(error, retry);
      return undefined;
    } finally {
      this.#operations.splice(this.#operations.indexOf(operation), 1);
      this.#showBusy();
    }
  }

  #showBusy(): void {
    const last = this.#operations.at(-1);
    this.store.set({ busy: last && { ...last } });
  }
}
