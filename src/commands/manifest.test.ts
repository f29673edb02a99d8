// The manifest is what Excel and the store read: its form, its references, its limits, and that it fits the code.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functions } from '../../assets/functions.json';
import { actions, shortcuts } from '../../assets/shortcuts.json';
import { RIBBON_ACTIONS } from '../excel/commands/ribbon';
import { partFormula } from '../excel/highlights/stream';

const ROOT = join(__dirname, '../..');
const SCHEMAS = join(__dirname, 'testing/manifest-schema');
const BASE = 'https://localhost:3443/';
const text = readFileSync(join(ROOT, 'manifest.xml'), 'utf8');

/** The first groups of all matches. */
const all = (pattern: RegExp, from = text): string[] => [...from.matchAll(pattern)].map((match) => match[1] ?? '');
const resources = (tag: string) =>
  new Map(
    [...text.matchAll(new RegExp(`<bt:${tag} id="([^"]*)" DefaultValue="([^"]*)"`, 'g'))].map(([, id = '', value = '']) => [id, value]),
  );
const [images, urls, shortStrings, longStrings] = ['Image', 'Url', 'String', 'String'].map(resources) as [
  Map<string, string>,
  Map<string, string>,
  Map<string, string>,
  Map<string, string>,
];
const section = (name: string) => new RegExp(`<bt:${name}>([\\s\\S]*?)</bt:${name}>`).exec(text)?.[1] ?? '';

async function validate(xml: string): Promise<string> {
  const { XmlDocument, XsdValidator } = await import('libxml2-wasm');
  const { xmlRegisterFsInputProviders } = await import('libxml2-wasm/lib/nodejs.mjs');
  xmlRegisterFsInputProviders();
  const file = join(SCHEMAS, 'OfficeAppManifestV1_1.xsd');
  const schema = XmlDocument.fromString(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''), { url: `file://${file}` });
  try {
    XsdValidator.fromDoc(schema).validate(XmlDocument.fromString(xml));
    return 'valid';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the schema', () => {
  test('accepts the manifest', async () => {
    expect(await validate(text)).toBe('valid');
  });

  test.each([
    [
      'an element in the wrong place',
      (xml: string) => xml.replace(/(<Label resid="PrepareGroup.Label" \/>)(\s*<Icon>.*?<\/Icon>)/s, '$2$1'),
    ],
    ['an ID over 32 characters', (xml: string) => xml.replaceAll('Tab.Label', 'Tab.Label'.padEnd(33, 'x'))],
    ['functions without a script', (xml: string) => xml.replace(/<Script>.*?<\/Script>/s, '')],
    ['a version of three parts', (xml: string) => xml.replace('<Version>1.0.0.0', '<Version>1.0.0.x')],
  ])('refuses %s', async (_, spoil) => {
    expect(spoil(text)).not.toBe(text);
    expect(await validate(spoil(text))).not.toBe('valid');
  });
});

describe('references', () => {
  test('all resolve, and every resource is used', () => {
    const used = new Set(all(/resid="([^"]+)"/g));
    const known = new Set([...images.keys(), ...urls.keys(), ...shortStrings.keys(), ...longStrings.keys()]);
    expect([...used].filter((id) => !known.has(id))).toEqual([]);
    expect([...known].filter((id) => !used.has(id))).toEqual([]);
  });

  test('lead to files that exist, on the service’s own address', () => {
    for (const address of [
      ...images.values(),
      ...urls.values(),
      ...all(/ Url="([^"]+)"/g),
      ...all(/<(?:IconUrl|HighResolutionIconUrl|SupportUrl|SourceLocation) DefaultValue="([^"]+)"/g),
    ]) {
      expect(address.startsWith(BASE)).toBe(true);
      const path = address.slice(BASE.length);
      // The service makes the help from the pane's texts (`language.test`).
      if (path === 'help.html') continue;
      expect([path, existsSync(join(ROOT, path.endsWith('.html') ? join('src/pages', path) : path))]).toEqual([path, true]);
    }
  });

  test('are HTTPS everywhere', () => {
    expect(all(/"(http:[^"]*)"/g).filter((address) => !/schemas\.microsoft|w3\.org/.test(address))).toEqual([]);
  });
});

describe('commands', () => {
  const called = all(/<FunctionName>([^<]+)<\/FunctionName>/g);

  test('call the functions that the pane registers, and every function has a command', () => {
    expect([...new Set(called)].sort()).toEqual([...RIBBON_ACTIONS].sort());
  });

  test('one button opens the pane, in the shared runtime', () => {
    const opening = /<Control xsi:type="Button" id="Caseload.openPane">[\s\S]*?<\/Control>/.exec(text)?.[0] ?? '';
    expect(opening).toContain('<Action xsi:type="ShowTaskpane">');
    expect(all(/<SourceLocation resid="([^"]+)"/g, opening)).toEqual(all(/<Runtime resid="([^"]+)"/g));
  });

  test('stay enabled: changing a button clears the undo stack on desktops', () => {
    expect(text).not.toContain('<Enabled>');
  });

  test('each have an icon of their own, in three sizes', () => {
    const buttons = all(/<Control xsi:type="Button" id="Caseload.([^"]+)"/g);
    expect(buttons.length).toBeGreaterThan(10);
    const drawn = buttons.map((name) => {
      const files = [16, 32, 80].map((size) => readFileSync(join(ROOT, (images.get(`${name}.${size}`) ?? '').slice(BASE.length))));
      // The size of a PNG is in its header.
      expect(files.map((file) => [file.readUInt32BE(16), file.readUInt32BE(20)])).toEqual([16, 32, 80].map((size) => [size, size]));
      return files[2]?.toString('base64');
    });
    expect(new Set(drawn).size).toBe(buttons.length);
  });

  test('the context menu has one menu, whose items need no more than a click', () => {
    const menu = /<OfficeMenu id="ContextMenuCell">([\s\S]*?)<\/OfficeMenu>/.exec(text)?.[1] ?? '';
    expect(all(/<Control xsi:type="([^"]+)"/g, menu)).toEqual(['Menu']);
    expect(all(/<Item id="Caseload.Cell.([^"]+)"/g, menu)).toEqual(['fixCell', 'nextProblem', 'showInPane']);
  });
});

describe('keyboard shortcuts', () => {
  test('run functions that the pane registers', () => {
    for (const { id, type } of actions) {
      expect(type).toBe('ExecuteFunction');
      expect(RIBBON_ACTIONS as readonly string[]).toContain(id);
    }
    expect(shortcuts.map(({ action }) => action).sort()).toEqual(actions.map(({ id }) => id).sort());
  });

  test('are of the pattern that Microsoft recommends, and each is used once', () => {
    for (const { key } of shortcuts) {
      expect(key.default).toMatch(/^Ctrl\+Shift\+Alt\+[A-Z0-9]$/);
      expect(key.mac).toBe(key.default.replace('Ctrl', 'Command'));
    }
    expect(new Set(shortcuts.map(({ key }) => key.default)).size).toBe(shortcuts.length);
  });
});

describe('the function in formulas', () => {
  test('has the namespace and name that formulas call it by, streams, and takes one number', () => {
    const namespace = shortStrings.get(/<Namespace resid="([^"]+)"/.exec(text)?.[1] ?? '');
    expect(functions).toHaveLength(1);
    const [{ id, name, options, parameters }] = functions as [(typeof functions)[number]];
    expect(partFormula(7)).toBe(`=${namespace}.${name}(7)`);
    expect(id).toBe(name);
    // A streaming function can be cancelled anyway; Microsoft's metadata page says not to name both.
    expect(options).toEqual({ stream: true, excludeFromAutoComplete: true });
    expect(parameters.map(({ type }) => type)).toEqual(['number']);
  });
});

describe('the store’s limits', () => {
  test('versions are at least 1.0.0.0', () => {
    const [major = 0] = (/<Version>([\d.]+)<\/Version>/.exec(text)?.[1] ?? '').split('.').map(Number);
    expect(major).toBeGreaterThanOrEqual(1);
  });

  test('names and texts are short enough', () => {
    const length = (tag: string) => new RegExp(`<${tag}(?: DefaultValue="([^"]*)"|>([^<]*)<)`).exec(text)?.slice(1).join('').length;
    expect(length('DisplayName')).toBeLessThanOrEqual(30);
    expect(length('Description')).toBeLessThanOrEqual(250);
    expect(length('ProviderName')).toBeLessThanOrEqual(125);
    for (const value of all(/DefaultValue="([^"]*)"/g, section('ShortStrings'))) expect(value.length).toBeLessThanOrEqual(125);
    for (const value of all(/DefaultValue="([^"]*)"/g, section('LongStrings'))) expect(value.length).toBeLessThanOrEqual(250);
    for (const id of all(/ (?:id|resid)="([^"]*)"/g)) expect(id.length).toBeLessThanOrEqual(32);
  });

  test('there is a page for support and one for privacy', () => {
    expect(/<SupportUrl DefaultValue="([^"]*)"/.exec(text)?.[1]).toBe(`${BASE}support.html`);
    for (const page of ['support', 'privacy']) expect(readFileSync(join(ROOT, `src/pages/${page}.html`), 'utf8')).toMatch(/<h1>/);
  });
});
