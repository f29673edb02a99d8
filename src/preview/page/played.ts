import { isPlatform, PLATFORMS } from '../workbook/platform';
import type { Workbook } from '../workbook/workbook';

/** The pause between a co-author's changes, in milliseconds, and how many there are. */
const CO_AUTHOR = { pause: 2000, changes: 30 };

/** Starts the page again with a choice in its address. */
function goWith(name: string, value: string): void {
  const search = new URLSearchParams(location.search);
  search.set(name, value);
  location.search = search.toString();
}

/** The display language of the Excel that is played, a BCP 47 tag: one of the choice's. */
export function chooseLanguage(choice: HTMLSelectElement): string {
  const asked = new URLSearchParams(location.search).get('language');
  const known = [...choice.options].find(({ value }) => value === asked)?.value ?? 'en-US';
  choice.value = known;
  choice.addEventListener('change', () => goWith('language', choice.value));
  return known;
}

/** The switches for developers: which Excel the preview plays, and whether a co-author works in the same workbook. */
export class Played {
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    choice: HTMLSelectElement,
    private readonly workbook: Workbook,
  ) {
    const name = new URLSearchParams(location.search).get('plays') ?? 'web';
    const known = isPlatform(name) ? name : 'web';
    workbook.platform = PLATFORMS[known];
    choice.value = known;
    choice.addEventListener('change', () => {
      // The pane starts again, as when Excel starts.
      goWith('plays', choice.value);
    });
  }

  /** A button that starts and stops a co-author, who copies rows of the first sheet to its end. */
  coAuthor(button: HTMLElement): void {
    button.addEventListener('click', () => {
      const isOn = this.#timer === undefined;
      button.setAttribute('aria-pressed', String(isOn));
      clearInterval(this.#timer);
      this.#timer = isOn ? setInterval(() => this.#change(), CO_AUTHOR.pause) : undefined;
    });
  }

  #changes = 0;

  #change(): void {
    const [sheet] = this.workbook.sheets;
    const used = sheet?.usedArea();
    if (sheet === undefined || used == null || used.rows < 2 || this.#changes >= CO_AUTHOR.changes) return;
    const from = used.row + 1 + (this.#changes++ % (used.rows - 1));
    const values = sheet.values({ ...used, row: from, rows: 1 });
    sheet.setValues({ ...used, row: used.row + used.rows, rows: 1 }, values, 'remote');
  }
}
