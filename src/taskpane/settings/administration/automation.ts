import type { ApiToken, NewApiToken } from '../../../api/accounts';
import { endpoints } from '../../../api/endpoints';
import type { Webhook } from '../../../api/webhooks';
import { AUTOMATION } from '../../../core/text/pane/automation';
import type { Client } from '../../service/client';
import type { Feedback } from '../../shell/feedback';
import { type Machines, type PaneState, screenNamed } from '../../shell/pane-state';
import type { Store } from '../../shell/store';

/** API tokens and webhooks, for administrators. */
export class Automation {
  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
  ) {}

  async open(): Promise<void> {
    this.store.set({ screen: { name: 'automation', machines: undefined }, notice: undefined });
    await this.#load(undefined);
  }

  close(): void {
    this.store.set({ screen: { name: 'settings' } });
  }

  /** @returns whether it was created */
  async createToken(token: NewApiToken): Promise<boolean> {
    const made = await this.feedback.during(AUTOMATION.saving, () => this.client.call(endpoints.createToken, { body: token }));
    if (made !== undefined) await this.#keep({ of: token.name, value: made.secret });
    return made !== undefined;
  }

  /** Revokes a token, after confirmation. */
  askRevoke({ id, name }: ApiToken): void {
    this.store.set({
      question: {
        ...AUTOMATION.askRevoke(name),
        run: () => void this.#change(() => this.client.call(endpoints.revokeToken, { params: { id } })),
      },
    });
  }

  /** @returns whether it was added */
  async addWebhook(url: string): Promise<boolean> {
    const made = await this.feedback.during(AUTOMATION.saving, () => this.client.call(endpoints.addWebhook, { body: { url } }));
    if (made !== undefined) await this.#keep({ of: url, value: made.secret });
    return made !== undefined;
  }

  /** Removes a webhook, after confirmation. */
  askRemove({ id, url }: Webhook): void {
    this.store.set({
      question: {
        ...AUTOMATION.askRemove(url),
        run: () => void this.#change(() => this.client.call(endpoints.removeWebhook, { params: { id } })),
      },
    });
  }

  copy(secret: string): Promise<void> {
    return this.feedback.copy(secret, { done: { title: AUTOMATION.copied }, failed: AUTOMATION.notCopied });
  }

  async #change(work: () => Promise<unknown>): Promise<void> {
    await this.feedback.guard(async () => {
      await work();
      await this.#load(screenNamed(this.store.get(), 'automation')?.machines?.secret);
    });
  }

  /** Shows a secret before anything else can fail: it can't be shown again. */
  async #keep(secret: NonNullable<Machines['secret']>): Promise<void> {
    const { tokens = [], webhooks = [] } = screenNamed(this.store.get(), 'automation')?.machines ?? {};
    this.store.set({ screen: { name: 'automation', machines: { tokens, webhooks, secret } } });
    await this.#load(secret);
  }

  async #load(secret: Machines['secret']): Promise<void> {
    const machines = await this.feedback.during(AUTOMATION.reading, async () => {
      const [{ tokens }, { webhooks }] = await Promise.all([
        this.client.call(endpoints.listTokens),
        this.client.call(endpoints.listWebhooks),
      ]);
      return { tokens, webhooks, secret };
    });
    if (machines !== undefined && screenNamed(this.store.get(), 'automation') !== undefined)
      this.store.set({ screen: { name: 'automation', machines } });
  }
}
