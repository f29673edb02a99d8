// The pages around the grid: the first page, the ribbon, the inbox, light and dark.
import axe from 'axe-core';
import { eachPreview, handsOn, rowOf, WAIT } from './preview';

const preview = eachPreview();
const { sheet, insertTemplate, ribbon, eventually } = handsOn(preview);
const page = () => preview().page;

const findings = async () => {
  await page().evaluate(axe.source);
  const found = await page().evaluate(
    async () => (await (window as unknown as { axe: typeof axe }).axe.run({ exclude: ['iframe'] })).violations,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

test('the first page leads into the preview with one button, and its picture is there', async () => {
  await page().goto(preview().service.url);
  const picture = page().getByRole('img', { name: /spreadsheet/ });
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);
  expect(await page().evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(await findings()).toEqual([]);
  await page().getByRole('link', { name: 'Try it' }).click();
  await page().waitForFunction(() => 'preview' in window);
});

test.each(['light', 'dark'] as const)('the page is accessible when it is %s, its menus and inbox, too', async (colorScheme) => {
  await page().emulateMedia({ colorScheme });
  try {
    await sheet.set('A1:B3', [
      ['Name', 'Days'],
      ['Adams', 1],
      ['Brown', 2],
    ]);
    await page().getByRole('grid').focus();
    await page().keyboard.press('Control+Shift+l');
    await page().getByRole('button', { name: 'Inbox' }).click();
    await page().getByText('No mail yet').waitFor(WAIT);
    expect(await findings()).toEqual([]);
    await page().getByRole('button', { name: 'Inbox' }).click();
    await page().getByRole('button', { name: 'Filter Days' }).click();
    expect(await findings()).toEqual([]);
    const dark = await page()
      .getByRole('grid')
      .evaluate((grid) => getComputedStyle(grid.parentElement ?? grid).backgroundColor);
    expect(dark).toBe(colorScheme === 'dark' ? 'rgb(31, 31, 31)' : 'rgb(255, 255, 255)');
  } finally {
    await page().emulateMedia({ colorScheme: null });
  }
});

afterEach(async () => {
  await page().setViewportSize({ width: 1280, height: 800 });
});

test('commands without room are in the ribbon’s menu, in groups with icons', async () => {
  await ribbon('Submit').waitFor(WAIT);
  expect(
    await page()
      .getByRole('toolbar')
      .getByRole('group')
      .evaluateAll((groups) => groups.map((group) => group.ariaLabel)),
  ).toEqual(['Prepare', 'Check', 'Send']);
  await eventually(
    () =>
      page()
        .getByRole('toolbar')
        .locator('img')
        .evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth === 32)),
    true,
  );
  const more = page().getByRole('button', { name: 'More commands' });
  expect(await more.count()).toBe(0);
  await page().setViewportSize({ width: 640, height: 800 });
  await more.click(WAIT);
  await page().getByRole('menuitem', { name: 'Uploads' }).click();
  await preview().pane.getByRole('tab', { name: 'Uploads', selected: true }).waitFor(WAIT);
  await page().setViewportSize({ width: 1280, height: 800 });
  await eventually(() => more.count(), 0);
});

test('in an add-in from the store, only the Caseload button opens the pane, and what needs it waits for it', async () => {
  await page().getByRole('combobox', { name: 'Plays' }).selectOption('Add-in from the store');
  await page().waitForURL(/plays=store/);
  await page().waitForFunction(() => 'preview' in window);
  const pane = page().getByRole('complementary', { name: 'Task pane' });
  await ribbon('New template').click(WAIT);
  await page().waitForFunction(() => window.preview.sheet.getValues('A1')[0]?.[0] !== '', undefined, WAIT);
  await ribbon('Submit').click(WAIT);
  await page().waitForTimeout(2000);
  expect(await pane.count()).toBe(0);
  await ribbon('Caseload').click(WAIT);
  await preview().pane.getByText('You chose “Submit” while this pane was closed').waitFor(WAIT);
  await preview().pane.getByRole('button', { name: 'Continue' }).click(WAIT);
  await preview()
    .pane.getByText('You chose “Submit”')
    .waitFor({ ...WAIT, state: 'hidden' });
  await preview().pane.getByRole('button', { name: 'Remove sample and start' }).waitFor(WAIT);
});

test('the page is as tall as its window, and a number too wide for its column is number signs', async () => {
  const extra = () => page().evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  await insertTemplate();
  expect(await extra()).toBe(0);
  await sheet.set('D2', [['3/14/2026']]);
  const drawn = () => page().locator('#cell-1-3').textContent();
  await eventually(drawn, '3/14/2026');
  await page().evaluate(() => window.preview.workbook.active.setColumnWidth(3, 36));
  await eventually(drawn, '#####');
});

test('a co-author’s rows are checked like one’s own', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker, { 7: 'Actve' })]);
  await eventually(sheet.highlights, ['H2']);
  await page().getByRole('button', { name: 'Co-author' }).click();
  await eventually(async () => (await sheet.highlights()).includes('H3'), true);
  await page().getByRole('button', { name: 'Co-author' }).click();
});

test('the mail of an upload arrives in the inbox', async () => {
  const caseworker = await insertTemplate();
  await sheet.set('A2:L2', [rowOf(1001, caseworker)]);
  await page().getByRole('button', { name: 'Inbox' }).click();
  await page().getByText('No mail yet').waitFor(WAIT);
  await ribbon('Submit').click(WAIT);
  await page().getByText('Records accepted: 1').waitFor(WAIT);
  await page().getByText('Records accepted: 1').click();
  await page().keyboard.press('Escape');
  await eventually(() => page().getByRole('region', { name: 'Inbox' }).count(), 0);
});
