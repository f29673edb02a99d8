// The focus is seen wherever it is, and nothing covers it (WCAG 2.2: 2.4.7, 2.4.11).
import type { ElementHandle } from 'playwright-core';
import { messyRows } from './messy-rows';
import { eachPreview, handsOn, WAIT } from './preview';
import { caseworkersOf } from './tour';

const preview = eachPreview();
const { button, sheet, eventually } = handsOn(preview);
const pane = () => preview().pane;
const page = () => preview().page;

/** The most controls to look at in a view. */
const CONTROLS = 40;

/** What is wrong with the focus of each control that Tab reaches from the tabs on. */
async function lookAtFocus(): Promise<readonly string[]> {
  const frame = page()
    .frames()
    .find((one) => one.url().includes('taskpane'));
  if (frame === undefined) throw new Error('There is no pane.');
  await frame.addStyleTag({
    content: '* { transition: none !important; animation: none !important; caret-color: transparent !important; }',
  });
  const wrong: string[] = [];
  const names: string[] = [];
  await pane().getByRole('tab', { selected: true }).first().focus();
  for (let place = 0; place < CONTROLS; place++) {
    await page().keyboard.press('Tab');
    const control = (await frame.evaluateHandle(() => document.activeElement)).asElement();
    const look = await control?.evaluate((element) => {
      if (!(element instanceof HTMLElement) || element === document.body || element.dataset.looked !== undefined) return undefined;
      element.dataset.looked = 'yes';
      const { left, top, width, height } = element.getBoundingClientRect();
      const covering = document.elementFromPoint(left + width / 2, top + height / 2);
      const isHidden = covering === null || !(element.contains(covering) || covering.contains(element));
      return {
        name: element.getAttribute('aria-label') ?? element.innerText,
        isHidden,
        isSentinel: element.matches('[data-tabster-dummy]'),
      };
    });
    if (!control || look === undefined) break;
    // Fluent's sentinels pass the focus on.
    if (look.isSentinel) continue;
    names.push(look.name);
    if (look.isHidden) wrong.push(`${look.name} is covered`);
    if (!(await changesWithFocus(control))) wrong.push(`${look.name} looks the same with the focus`);
  }
  expect(names.length).toBeGreaterThan(2);
  return wrong;
}

/** Whether a control and its surroundings look different with the focus. */
async function changesWithFocus(control: ElementHandle<Element>): Promise<boolean> {
  const box = await control.boundingBox();
  if (box === null) return false;
  const clip = { x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12 };
  const focused = await page().screenshot({ clip });
  await control.evaluate((element) => (element as HTMLElement).blur());
  const blurred = await page().screenshot({ clip });
  await control.evaluate((element) => (element as HTMLElement).focus());
  return !focused.equals(blurred);
}

test.each(['Sheet', 'Fix errors', 'Uploads', 'Settings'])('the focus is seen on every control of %s', async (name) => {
  await button('Insert template').click(WAIT);
  await button('Remove sample and start').click(WAIT);
  await pane().getByText('Paste or type').waitFor(WAIT);
  await sheet.set('A2', messyRows(await caseworkersOf(page())));
  await button(/^Fix \d+ problems$/).waitFor(WAIT);
  await sheet.select('H2');
  await pane().getByRole('region', { name: 'Problem in H2' }).waitFor(WAIT);
  await pane().getByRole('tab', { name }).click(WAIT);
  await pane().locator('main button').filter({ visible: true }).nth(1).waitFor(WAIT);
  expect(await lookAtFocus()).toEqual([]);
});

test('a control that is replaced or busy leaves the focus where it was', async () => {
  const focused = () => pane().locator(':focus').innerText(WAIT);
  await button('Insert template').focus();
  await page().keyboard.press('Enter');
  await button('Remove sample and start').waitFor(WAIT);
  await button('Remove sample and start').focus();
  await page().keyboard.press('Enter');
  await button('Start in row 2').waitFor(WAIT);
  expect(await focused()).toBe('Start in row 2');
  await pane().getByRole('tab', { name: 'Settings' }).click(WAIT);
  const save = pane().getByRole('region', { name: 'Approval, e-mails and retention' }).getByRole('button', { name: 'Save' });
  await save.focus();
  await page().keyboard.press('Enter');
  await pane().getByText('The settings are saved').waitFor(WAIT);
  await eventually(focused, 'Save');
});

test('Tab goes on from the title that a new view begins with, and back to what is above it', async () => {
  const focused = () => pane().locator(':focus');
  await button('Insert template').click(WAIT);
  await eventually(async () => focused().evaluate((element) => element.tagName), 'H1');
  await page().keyboard.press('Tab');
  await eventually(async () => focused().textContent(), 'Remove sample and start');
  await page().keyboard.press('Shift+Tab');
  await eventually(async () => focused().evaluate((element) => element.closest('header') !== null), true);
});
