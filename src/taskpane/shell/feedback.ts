import { NOTICES, SHELL } from '../../core/text/en/pane/shell';
import { ExcelProblem } from '../../excel/run';
import { ServiceProblem } from '../service/client';
import type { Notice, PaneState } from './pane-state';
import type { Store } from './store';

/** What the pane tells a person: what is going on, what came of it, what went wrong. */
export class Feedback {
  /** Called when the service no longer knows who is signed in. */
  onSignedOut: () => void = () => undefined;
  /** Signs in again by what a person does, where that is how one signs in; then goes on. */
  signIn: ((then: () => void) => void) | undefined;

  constructor(private readonly store: Store<PaneState>) {}

  notify(notice: Notice): void {
    this.store.set({ notice });
  }

  dismiss(): void {
    this.store.set({ notice: undefined });
  }

  /** Says what went wrong. `retry` does the same again. */
  fail(error: unknown, retry?: () => void): void {
    const action = retry === undefined ? {} : { action: { label: SHELL.retry, run: retry } };
    if (error instanceof ServiceProblem) {
      if (error.status === 401) {
        this.onSignedOut();
        this.#tellSignedOut(retry);
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

  /** A session ends after a while without use: nothing is lost, and one goes on where one was. */
  #tellSignedOut(retry: (() => void) | undefined): void {
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

  /** Does something that may take a while, and shows that it is going on; undefined if it failed, which is then said. */
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
