import { setTimeout as wait } from 'node:timers/promises';
import { openBrowser } from '../browser';
import { handsOn, type Preview, rowOf, WAIT } from '../preview';
import type { TestService } from '../service';

/** A person at the pane, who submits a sheet during each fault. */
export interface WatchedPane {
  /** Fills a new sheet with two rows. */
  prepare(): Promise<void>;
  /** Submits them; returns the pane's messages until they were accepted, in order. */
  submit(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const FIRST_PARTICIPANT = 2001;
/** The most time for the rows to be accepted, in milliseconds. */
const PATIENCE = 300_000;
const LOOK = 200;
const AGAIN = 3_000;
const SUBMIT = /^Submit 2 rows$/;
const DONE = '2 of 2 records accepted';

export async function watchPane(service: TestService): Promise<WatchedPane> {
  const browser = await openBrowser();
  let preview: Preview | undefined;
  const current = () => {
    if (preview === undefined) throw new Error('not prepared');
    return preview;
  };
  const { button, ribbon, sheet } = handsOn(current);
  let participant = FIRST_PARTICIPANT;
  return {
    async prepare() {
      await preview?.page.context().close();
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
      preview = { service, page, pane: page.frameLocator('iframe'), errors: [] };
      await page.goto(`${service.url}/preview`);
      await page.waitForFunction(() => 'preview' in window);
      await button('Insert template').click(WAIT);
      await button('Remove sample and start').click(WAIT);
      await button('Start in row 2').waitFor(WAIT);
      const caseworker = (await sheet.dropdown('F2'))?.[0] ?? '';
      await sheet.set('A2:L3', [rowOf(participant++, caseworker), rowOf(participant++, caseworker)]);
      await button(SUBMIT).waitFor(WAIT);
    },
    async submit() {
      const words: string[] = [];
      const end = Date.now() + PATIENCE;
      await ribbon('Submit').click(WAIT);
      while (Date.now() < end && !words.some((word) => word.includes(DONE))) {
        for (const notice of await current().pane.locator('.fui-MessageBar').allInnerTexts()) {
          const line = notice.replace(/\s+/g, ' ').trim();
          if (!words.includes(line)) words.push(line);
        }
        // A person who reads that the service can't be reached tries again after a while.
        const isAgain =
          /can’t (be )?reach/.test(words.at(-1) ?? '') &&
          (await button(SUBMIT)
            .isEnabled()
            .catch(() => false));
        await wait(isAgain ? AGAIN : LOOK);
        if (isAgain) await button(SUBMIT).click(WAIT);
      }
      if (!words.some((word) => word.includes(DONE))) throw new Error(`The pane never said that it is done: ${words.join(' | ')}`);
      return words;
    },
    close: () => browser.close(),
  };
}
