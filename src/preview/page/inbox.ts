import { element } from '../grid/window/elements';
import { WORDS } from '../grid/window/words';

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly sentAt: string | null;
}

/** The pause between looks for new mail while the inbox is open, in milliseconds. */
const PAUSE = 2000;

/** A fold-out list of the mails that the service sent to the demo’s user. */
export class Inbox {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = '';

  constructor(
    private readonly panel: HTMLElement,
    private readonly button: HTMLElement,
  ) {
    button.addEventListener('click', () => (panel.hidden ? this.#open() : this.#close()));
    panel.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#close();
    });
  }

  #open(): void {
    this.panel.hidden = false;
    this.button.setAttribute('aria-expanded', 'true');
    this.panel.focus();
    void this.#load();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.panel.hidden = true;
    this.button.setAttribute('aria-expanded', 'false');
    this.button.focus();
  }

  async #load(): Promise<void> {
    const mails = await this.#fetch();
    if (this.panel.hidden) return;
    const state = JSON.stringify(mails);
    // What is open stays open while nothing new has come.
    if (state !== this.#shown) this.#draw(mails);
    this.#shown = state;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), PAUSE);
  }

  /** The mails, by the session that the pane began; undefined without one. */
  async #fetch(): Promise<readonly Mail[] | undefined> {
    const answer = await fetch(this.panel.dataset.from ?? '').catch(() => undefined);
    return answer?.ok === true ? ((await answer.json()) as { mails: readonly Mail[] }).mails : undefined;
  }

  #draw(mails: readonly Mail[] | undefined): void {
    const lines = (mails ?? []).map(({ subject, text, sentAt }, place) => {
      const line = element('details');
      const head = element('summary', {}, subject);
      head.append(element('small', {}, sentAt === null ? '' : new Date(sentAt).toLocaleString('en-US')));
      line.append(head, element('pre', {}, text));
      line.open = place === 0;
      return line;
    });
    const hint = mails === undefined ? WORDS.signInForMail : mails.length === 0 ? WORDS.noMail : undefined;
    this.panel.replaceChildren(element('h2', {}, WORDS.inbox), ...(hint === undefined ? [] : [element('p', {}, hint)]), ...lines);
  }
}
