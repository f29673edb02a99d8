import { NOTICES, SHELL } from '../../core/text/en/pane/shell';
import { ExcelProblem } from '../../excel/run';
import { ServiceProblem, SupersededError } from '../service/client';
import type { Notice, PaneState } from './pane-state';
import type { Store } from './store';

/** The pane's notices and progress. */
export class Feedback {
  /** Called when the session has ended. */
  onSignedOut: () => void = () => undefined;
  /** Signs in again interactively, then continues; undefined if that is not possible. */
  signIn: ((then: () => void) => void) | undefined;

  constructor(private readonly store: Store<PaneState>) {}

  notify(notice: Notice): void {
    this.store.set({ notice });
  }

  dismiss(): void {
    this.store.set({ notice: undefined });
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
      ...NOTICES.sessionEnded,
      ...(signIn === undefined && retry === undefined ? {} : { action }),
    });
  }

  async guard(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.fail(error));
  }

  /** Runs an operation with its progress shown; undefined after an error, which is shown. */
  async during<T>(
    label: string,
    work: (tell: (share: number) => void) => Promise<T> | undefined,
    retry?: () => void,
  ): Promise<T | undefined> {
    this.store.set({ busy: { label, share: null } });
    try {
      return await work((share) => this.store.set({ busy: { label, share } }));
    } catch (error) {
      this.fail(error, retry);
      return undefined;
    } finally {
      this.store.set({ busy: undefined });
    }
  }
}
