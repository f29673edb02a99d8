// All views of the pane in all their states, in both languages: accessible, and complete.
import { COLUMNS, KNOWN_DEMOGRAPHICS } from '../src/core/caseload/columns';
import type { Language } from '../src/core/text/language';
import { eachPreview, handsOn, WAIT } from './preview';
import { tour } from './tour';

const preview = eachPreview();
const { button, ribbon, insertTemplate, axeFindings, eventually } = handsOn(preview);
const pane = () => preview().pane;
const page = () => preview().page;

/** What the pane shows and says to screen readers. */
async function shownTexts(): Promise<readonly string[]> {
  const frame = page()
    .frames()
    .find((one) => one.url().includes('taskpane'));
  const texts = await frame?.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node.parentElement?.closest('style, script, [lang]:not([lang=es])') === null) found.push(node.textContent ?? '');
    // Fluent keeps buttons that are not shown, such as the one that clears a list.
    for (const element of [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].filter((one) =>
      one.checkVisibility(),
    ))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(element.getAttribute(name) ?? '');
    return found;
  });
  return texts ?? [];
}

/** Small English words that no Spanish sentence has. */
const ENGLISH =
  /\b(the|of|is|are|was|were|and|with|your|this|from|for|not|row|rows|cells?|sheet|upload|problems?|open|close|clear|choose|dismiss|show)\b/i;
/** Headers, list values of the sample site, and the names of files and worksheets. */
const DATA = [
  ...Object.values(COLUMNS).map(({ header }) => header),
  ...KNOWN_DEMOGRAPHICS,
  'Caseload Upload',
  'Caseload',
  'Housing First',
  'Parent of Youth',
  'Sheet1',
];

function isEnglish(text: string): boolean {
  const rest = DATA.reduce((left, name) => left.replaceAll(name, ''), text).replace(/\S+@\S+/g, '');
  return ENGLISH.test(rest);
}

/** The narrowest pane, in pixels. */
const NARROW = 320;

/** What sticks out of a narrow pane, so that it scrolls sideways. */
async function overflow(): Promise<readonly string[]> {
  await page().evaluate((width) => Object.assign(document.getElementById('side')?.style ?? {}, { width, flexBasis: width }), `${NARROW}px`);
  const frame = page()
    .frames()
    .find((one) => one.url().includes('taskpane'));
  const { wide, shown } = (await frame?.evaluate(() => ({ wide: document.documentElement.scrollWidth, shown: innerWidth }))) ?? {
    wide: 0,
    shown: 0,
  };
  return wide > shown ? [`${wide} pixels wide`] : [];
}

async function walk(language: Language, number: number, look: (name: string) => Promise<readonly string[]>): Promise<void> {
  const wrong: string[] = [];
  let states = 0;
  const visit = async (name: string) => {
    states++;
    wrong.push(...(await overflow()).map((one) => `${name}: ${one}`));
    wrong.push(...(await look(name)).map((one) => `${name}: ${one}`), ...(await axeFindings()).map((one) => `${name}: ${one}`));
  };
  await tour(page(), { url: preview().service.url, language, number, visit });
  expect(wrong).toEqual([]);
  expect(states).toBeGreaterThan(30);
}

test('axe finds nothing in any view and state, and 320 pixels are enough, in English', () => walk('en', 0, async () => []));

test('in Spanish and in the dark, every view is in Spanish, axe finds nothing, and 320 pixels are enough', async () => {
  await page().emulateMedia({ colorScheme: 'dark' });
  try {
    await walk('es', 1, async () => (await shownTexts()).filter(isEnglish));
  } finally {
    await page().emulateMedia({ colorScheme: null });
  }
});

test('the language is Excel’s, or the one that was chosen; Spanish is loaded when it is needed', async () => {
  const loaded: string[] = [];
  page().on('request', (request) => void (/spanish/.test(request.url()) && loaded.push(request.url())));
  await insertTemplate();
  await pane().getByRole('tab', { name: 'Settings' }).click(WAIT);
  expect(loaded).toEqual([]);
  await pane().getByRole('radio', { name: 'Español' }).click(WAIT);
  await pane().getByRole('tab', { name: 'Envíos' }).waitFor(WAIT);
  expect(loaded).toHaveLength(1);
  await pane().getByRole('tab', { name: 'Hoja' }).click(WAIT);
  await pane().getByText('Pegue o escriba sus filas debajo del encabezado.').waitFor(WAIT);
  await page().reload();
  await pane().getByText('Pegue o escriba sus filas debajo del encabezado.').waitFor(WAIT);
  expect(await pane().locator('html').getAttribute('lang')).toBe('es');
  await pane().getByRole('tab', { name: 'Opciones' }).click(WAIT);
  await pane().getByRole('radio', { name: 'Como en Excel' }).click(WAIT);
  await pane().getByRole('tab', { name: 'Uploads' }).waitFor(WAIT);
});

test('the ribbon, and what the service answers, are in Excel’s language', async () => {
  await page().goto(`${preview().service.url}/preview?language=es-MX`);
  await button('Insertar plantilla').click(WAIT);
  await button('Quitar el ejemplo y empezar').click(WAIT);
  await ribbon('Enviar').click(WAIT);
  await pane().getByText('Todavía no hay nada que enviar').waitFor(WAIT);
  await pane().getByRole('tab', { name: 'Envíos' }).click(WAIT);
  // A file that only the service reads.
  await pane()
    .locator('input[type=file]')
    .setInputFiles({ name: 'nada.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('nada') });
  await pane().getByText('No se puede leer el archivo').waitFor(WAIT);
  await eventually(async () => (await shownTexts()).filter(isEnglish), []);
});
