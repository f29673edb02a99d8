import type { NewSession, Session } from '../../api/accounts';
import { endpoints } from '../../api/endpoints';
import type { Site } from '../../api/site';
import { NOTICES } from '../../core/text/pane/shell';
import { canOpenDialog, openSignIn } from '../../excel/sign-in/dialog';
import { canSignInNested, nestedIdToken } from '../../excel/sign-in/nested-sign-in';
import type { Feedback } from '../shell/feedback';
import type { PaneState } from '../shell/pane-state';
import type { Store } from '../shell/store';
import { type Client, demoUsers, ServiceProblem } from './client';
import { memory } from './local-memory';

/** The state that belongs to a user. */
const NO_USER = {
  screen: { name: 'sheet' },
  uploads: undefined,
  uploadSearch: '',
  users: undefined,
  fixes: undefined,
  selected: undefined,
  notice: undefined,
  question: undefined,
} as const;

/** The session and the site's lists; offline, the last known lists. */
export class Connection {
  #connecting: Promise<void> | undefined;

  /** The user whose work the pane shows. */
  #user: string | undefined;

  /**
   * @param opened called when lists are available
   * @param left called when the user has signed out, or another one has signed in
   */
  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly opened: () => Promise<void>,
    private readonly left: () => void,
  ) {
    feedback.onSignedOut = () => {
      if (this.store.get().connection.status === 'signed-out') return;
      this.#setToken(undefined);
      void this.connect();
    };
    if (this.byDialog)
      feedback.signIn = (then) => void this.signInByDialog().then(() => this.store.get().connection.status === 'signed-in' && then());
  }

  /** Restores the session; with demo sign-in, signs in the first user of the sample site. Callers at the same time share the attempt. */
  connect(): Promise<void> {
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #connect(): Promise<void> {
    this.client.setToken(memory.token.read());
    try {
      const session = this.client.signedIn ? await this.client.call(endpoints.getSession).catch(ignoreSignedOut) : undefined;
      if (session !== undefined) await this.#openSession(session);
      else await this.#signInDemo();
    } catch (error) {
      if (error instanceof ServiceProblem && error.isTemporary) return this.#workOffline();
      if (this.store.get().connection.status === 'starting') this.store.set({ connection: { status: 'signed-out', users: [] } });
      this.feedback.fail(error);
    }
  }

  async #signInDemo(): Promise<void> {
    this.#setToken(undefined);
    const users = await demoUsers(this.client);
    const [first] = users;
    if (first !== undefined) await this.signIn(first.email);
    else if (!(await this.#signInNested(false))) this.store.set({ connection: { status: 'signed-out', users } });
  }

  /** Signs in with Excel's user; false if Excel does not support it. */
  async #signInNested(ask: boolean): Promise<boolean> {
    const { provider, site } = await this.client.call(endpoints.getSignInOptions);
    const chosen = site ?? memory.site.read();
    if (provider === null || chosen === undefined || !canSignInNested(provider)) return false;
    const idToken = await nestedIdToken(provider, ask);
    if (idToken === undefined) return false;
    await this.#beginSession(await this.client.call(endpoints.signInWithIdToken, { body: { site: chosen, idToken } }));
    return true;
  }

  signIn(email: string): Promise<void> {
    return this.feedback.guard(async () => this.#beginSession(await this.client.call(endpoints.signInToDemo, { body: { email } })));
  }

  /** Changes to another site of the user. Nothing of the former site stays in view. */
  switchSite(site: string): Promise<void> {
    return this.feedback.guard(async () => {
      await this.#beginSession(await this.client.call(endpoints.switchSite, { body: { site } }));
      // Where it was chosen.
      this.store.set({ screen: { name: 'settings' } });
    });
  }

  async #beginSession(session: NewSession): Promise<void> {
    this.#setToken(session.token);
    await this.#openSession(session);
  }

  #setToken(token: string | undefined): void {
    memory.token.write(token);
    this.client.setToken(token);
  }

  /** Whether to sign in by dialog, if Office supports it. */
  get byDialog(): boolean {
    return canOpenDialog();
  }

  signInByDialog(): Promise<void> {
    return this.feedback.guard(async () => {
      if (await this.#signInNested(true)) return;
      const token = await openSignIn();
      if (token === undefined) return;
      // An attempt with an earlier token.
      await this.#connecting;
      this.#setToken(token);
      await this.connect();
    });
  }

  /**
   * Signs out, here even if the service can't be reached. Nothing goes on or stays in view that belongs to the user.
   * @param everywhere on all computers
   */
  signOut(everywhere = false): Promise<void> {
    return this.feedback.guard(async () => {
      const ended = this.client.signOut(everywhere).catch((error: unknown) => this.#explain(error));
      this.#setToken(undefined);
      this.#leave();
      this.store.set({ connection: { status: 'signed-out', users: [] }, screen: { name: 'settings' } });
      const users = await demoUsers(this.client);
      if (this.store.get().connection.status === 'signed-out') this.store.set({ connection: { status: 'signed-out', users } });
      await ended;
    });
  }

  #leave(): void {
    this.#user = undefined;
    this.store.set(NO_USER);
    this.left();
  }

  #explain(error: unknown): void {
    if (error instanceof ServiceProblem && error.isTemporary) this.feedback.notify({ intent: 'warning', ...NOTICES.signedOutHere });
    else ignoreSignedOut(error);
  }

  async #openSession(session: Session): Promise<void> {
    const site = await this.client.call(endpoints.getSite);
    const user = `${session.site.id} ${session.user.email}`;
    if (this.#user !== undefined && this.#user !== user) this.#leave();
    this.#user = user;
    memory.rememberLists(site);
    this.store.set({ connection: { status: 'signed-in', session }, site });
    this.feedback.reached('signed in');
    await this.opened();
  }

  /** Reads the site's lists again, after a change of them. */
  async readLists(): Promise<void> {
    const site = await this.client.call(endpoints.getSite);
    memory.rememberLists(site);
    this.store.set({ site });
    await this.opened();
  }

  /** Uses lists from elsewhere until a user signs in. */
  async openLists(site: Site): Promise<void> {
    // The session, if any, goes on later.
    this.client.setToken(undefined);
    memory.rememberLists(site);
    await this.#workOffline();
  }

  async #workOffline(): Promise<void> {
    const known = memory.lists.read();
    this.store.set({ connection: { status: 'offline', listsFrom: known?.at ?? null }, site: known?.site });
    if (known !== undefined) await this.opened();
  }
}

function ignoreSignedOut(error: unknown): undefined {
  if (error instanceof ServiceProblem && error.status === 401) return undefined;
  throw error;
}
