import type { NewSession, Session } from '../../api/accounts';
import { endpoints } from '../../api/endpoints';
import type { Site } from '../../api/site';
import { canOpenDialog, openSignIn } from '../../excel/sign-in/dialog';
import { canSignInNested, nestedIdToken } from '../../excel/sign-in/nested-sign-in';
import type { Feedback } from '../shell/feedback';
import type { PaneState } from '../shell/pane-state';
import type { Store } from '../shell/store';
import { type Client, demoUsers, ServiceProblem } from './client';
import { memory } from './local-memory';

/** The session and the site's lists; offline, the last known lists. */
export class Connection {
  #connecting: Promise<void> | undefined;

  /** @param opened called when lists are available */
  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly opened: () => Promise<void>,
  ) {
    feedback.onSignedOut = () => {
      memory.token.write(undefined);
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
      if (error instanceof ServiceProblem && error.offline) await this.#workOffline();
      else this.feedback.fail(error);
    }
  }

  async #signInDemo(): Promise<void> {
    this.client.setToken(undefined);
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

  async #beginSession(session: NewSession): Promise<void> {
    memory.token.write(session.token);
    this.client.setToken(session.token);
    await this.#openSession(session);
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
      memory.token.write(token);
      await this.connect();
    });
  }

  /** @param everywhere on all computers */
  signOut(everywhere = false): Promise<void> {
    return this.feedback.guard(async () => {
      await this.client.call(endpoints.signOut, { query: { everywhere: everywhere ? 'true' : 'false' } });
      this.client.setToken(undefined);
      memory.token.write(undefined);
      const users = await demoUsers(this.client);
      this.store.set({ connection: { status: 'signed-out', users }, screen: { name: 'settings' }, uploads: undefined, users: undefined });
    });
  }

  async #openSession(session: Session): Promise<void> {
    const site = await this.client.call(endpoints.getSite);
    memory.rememberLists(site);
    this.store.set({ connection: { status: 'signed-in', session }, site });
    await this.opened();
  }

  /** Uses lists from elsewhere until a user signs in. */
  async openLists(site: Site): Promise<void> {
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
