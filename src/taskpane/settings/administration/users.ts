import type { SiteUser } from '../../../api/accounts';
import { endpoints } from '../../../api/endpoints';
import { USERS } from '../../../core/text/pane/settings';
import type { Client } from '../../service/client';
import type { Feedback } from '../../shell/feedback';
import type { PaneState } from '../../shell/pane-state';
import type { Store } from '../../shell/store';

/** The state and actions of the site's users, for administrators. */
export class Users {
  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
  ) {}

  async show(): Promise<void> {
    await this.feedback.guard(async () => this.store.set({ users: (await this.client.call(endpoints.listUsers)).users }));
  }

  /** Adds or changes a user; false after a refusal, which is shown. */
  async save(user: SiteUser): Promise<boolean> {
    const saved = await this.feedback.during(USERS.saving, () => this.client.call(endpoints.saveUser, { body: user }));
    if (saved === undefined) return false;
    this.feedback.notify({ intent: 'success', title: USERS.saved(saved.name) });
    await this.show();
    return true;
  }

  /** Removes a user, after confirmation. */
  askRemove({ email, name }: SiteUser): void {
    this.store.set({
      question: {
        ...USERS.askRemove(name, email),
        run: () => void this.#remove(email),
      },
    });
  }

  async #remove(email: string): Promise<void> {
    await this.feedback.guard(async () => {
      await this.client.call(endpoints.removeUser, { body: { email } });
      await this.show();
    });
  }
}
