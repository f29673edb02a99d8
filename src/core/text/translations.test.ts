// Every sentence has a translation that says the same values: read off the code, since a message's values may be of any type.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { isoOf, readDateText } from '../caseload/dates';
import { INSTRUCTIONS_MARKS } from '../caseload/template';
import { keptTexts, mistakes, parse, sentencesOf, strayTexts } from '../testing/sentences';
import { createFormat } from './create-format';
import { SPANISH } from './es';
import { addCatalog, LANGUAGES, languageOf, setLanguageSource, translated } from './language';
import { TEMPLATE_TEXT } from './template';

/** Texts that are the same in both languages: values of cells, headers, and formats. */
const SAME: readonly string[] = [
  'MATCH.action',
  'TRANSFER.staffMember',
  'TRANSFER.reason',
  'LOG_FILE.header.2',
  'LOG_FILE.header.5',
  'LOG_FILE.header.6',
  'LOG_FILE.header.7',
  'LOG_FILE.header.8',
  'LOG_FILE.header.10',
  'LOG_FILE.header.11',
  'LOG_FILE.header.12',
  'PARTS.cursor',
  'PARTS.programIds',
  'PARTS.staffId',
  'PARTS.email',
  'PARTS.token',
  'PARTS.ids',
  'AUDIT.participantId',
  'AUDIT.header.7',
  'USERS.reaches.none',
  'USERS.staffId',
  'PARTS.fix',
  'PARTS.cell',
  'PARTS.row',
];

const files = [...readdirSync(__dirname), ...readdirSync(join(__dirname, 'pane')).map((name) => `pane/${name}`)].filter(
  (name) => name.endsWith('.ts') && /translated\(/.test(readFileSync(join(__dirname, name), 'utf8')) && !/language|\.test/.test(name),
);
const read = (name: string) => sentencesOf(parse(name, readFileSync(join(__dirname, name), 'utf8')));

/** The names of constants that are translated. */
const names = files.flatMap((name) =>
  [...readFileSync(join(__dirname, name), 'utf8').matchAll(/export const (\w+)[^=]*= translated(?:<.*>)?\(\s*'(\w+)'/g)].map(
    ([, constant = '', text = '']) => ({ constant, text }),
  ),
);

describe('a translation', () => {
  it.each(files)('says the same as %s, with the same values', (name) => {
    expect(mistakes(read(name), read(`es/${name}`), SAME)).toEqual([]);
  });

  it('exists for every text, under its name', () => {
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter(({ constant, text }) => constant !== text)).toEqual([]);
    expect(names.map(({ text }) => text).filter((name) => !Object.hasOwn(SPANISH, name))).toEqual([]);
  });

  it.each([
    [
      'a missing sentence',
      "export const A = translated('A', { one: 'One', two: 'Two' });",
      "const a: Translation<x> = { A: { one: 'Uno' } };",
    ],
    ['an untranslated sentence', "export const A = translated('A', { one: 'One' });", "const a: Translation<x> = { A: { one: 'One' } };"],
    [
      'a value that is left out',
      "export const A = translated('A', { of: (name: string, row: number) => `§{name} in §{row}` });",
      'const a: Translation<x> = { A: { of: (name, row) => `§{name} en` } };',
    ],
    [
      'another part of a value',
      "export const A = translated('A', { of: (upload: Upload) => `§{upload.name} of §{upload.by}` });",
      'const a: Translation<x> = { A: { of: (upload) => `§{upload.name} de §{upload.at}` } };',
    ],
  ])('%s is found', (_what, english, spanish) => {
    expect(
      mistakes(sentencesOf(parse('en.ts', english.replaceAll('§', '$'))), sentencesOf(parse('es.ts', spanish.replaceAll('§', '$')))),
    ).toHaveLength(1);
  });
});

describe('a text', () => {
  const inLanguage = <T>(language: 'en' | 'es', work: () => T): T => {
    setLanguageSource(() => language);
    try {
      return work();
    } finally {
      setLanguageSource(() => 'en');
    }
  };
  addCatalog('es', SPANISH);

  it('is read in the language of the moment, also the parts of it', () => {
    const greeting = translated('SHELL', { tabs: { sheet: 'Sheet' } });
    expect([greeting.tabs.sheet, inLanguage('es', () => greeting.tabs.sheet)]).toEqual(['Sheet', 'Hoja']);
  });

  it('is in English if there is no translation', () => {
    expect(['fr-FR', undefined, 'es-MX', 'ES', 'en-GB', 'est'].map(languageOf)).toEqual(['en', 'en', 'es', 'es', 'en', 'en']);
  });

  it.each(LANGUAGES)('the instructions in %s are recognized on a sheet', (language) => {
    const line = inLanguage(language, () => TEMPLATE_TEXT.instructions);
    expect(INSTRUCTIONS_MARKS.some((mark) => line.startsWith(`${mark}:`))).toBe(true);
  });
});

describe('a date', () => {
  const CONVENTIONS = { locale: 'en-US', datePattern: 'M/d/yyyy' };

  it.each(LANGUAGES)('that is named in %s is read as the same date', (language) => {
    const format = createFormat(language, CONVENTIONS);
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 100_000 }), (serial) => expect(readDateText(format.namedDate(serial))).toEqual({ serial })),
    );
  });

  it.each([
    ['M/d/yyyy', '3/4/2026'],
    ['MM/dd/yyyy', '03/04/2026'],
    ['dd/MM/yyyy', '04/03/2026'],
    ['d.M.yy', '4.3.2026'],
    ['yyyy-MM-dd', '2026-03-04'],
    ["d 'de' MMM yyyy", '4 de mar 2026'],
  ])('%s is %s, as the workbook writes it', (datePattern, written) => {
    const { date } = createFormat('es', { locale: 'es-US', datePattern });
    expect(date(46_085)).toBe(written);
    expect(isoOf(46_085)).toBe('2026-03-04');
  });
});

/** The files of folders of `src`, without tests. */
function filesOf(...folders: readonly string[]): readonly string[] {
  const root = join(__dirname, '../..');
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|testing/.test(name))
      .map((name) => join(root, folder, name)),
  );
}
const parsed = (name: string) => parse(name, readFileSync(name, 'utf8'));

it('no code keeps a text from the moment when it was loaded: its language may change', () => {
  const texts = new Set(names.map(({ text }) => text));
  const code = filesOf('taskpane', 'excel', 'server', 'core/caseload', 'core/check', 'core/fixes', 'core/files');
  expect(code.flatMap((name) => keptTexts(parsed(name), texts))).toEqual([]);
  expect(keptTexts(parse('kept.ts', 'const AWAY = { ...NOTICES.away }; const late = () => NOTICES.away;'), new Set(['NOTICES']))).toEqual([
    'NOTICES.away',
  ]);
});

it('no sentence of the pane stands outside the catalogs', () => {
  const code = filesOf('taskpane', 'excel', 'commands', 'core/check', 'core/fixes', 'core/files', 'core/rules', 'core/sending');
  expect(code.length).toBeGreaterThan(80);
  expect(code.flatMap((name) => strayTexts(parsed(name)))).toEqual([]);
  expect(strayTexts(parse('view.tsx', 'const view = <Button title="Fix all of them" />;'))).toHaveLength(1);
});
