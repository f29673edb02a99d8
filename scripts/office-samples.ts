/**
 * Runs Microsoft's sample snippets for Excel on the preview's host, and prints which of their functions the host can run:
 * `node scripts/run.mjs scripts/office-samples.ts FOLDER [part of a file's name]`. FOLDER is `samples/excel` of a clone of
 * OfficeDev/office-js-snippets. Each button is clicked in a fresh workbook after the sample's *setup*, or else after all buttons before it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { parse } from 'yaml';
import { startNodeExcel } from '../src/preview/wire/node';
import { Workbook } from '../src/preview/workbook/workbook';

/** What the add-in has no use for: charts, shapes, PivotTables, data types, custom functions, XML parts, and calls of other sites. */
const LEFT_OUT =
  /^(10-chart|16-custom-functions|18-custom-xml-parts|20-data-types|38-pivottable|44-shape)|chart|get-file-in-slices|common-api/;
const MAX_WAIT = 5_000;

interface Snippet {
  readonly script: { readonly content: string };
  readonly template: { readonly content: string };
}

interface Trial {
  readonly buttons: ReadonlyMap<string, () => unknown>;
  readonly errors: unknown[];
}

/** A sample's script, started in a fresh workbook. */
function start(code: string, html: string): Trial {
  const buttons = new Map<string, () => unknown>();
  const errors: unknown[] = [];
  const { Excel, Office, OfficeExtension } = startNodeExcel(new Workbook());
  const element = (selector: string) => {
    const id = selector.replace(/^#/, '');
    const value = new RegExp(`id="${id}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? '1';
    const found = {
      on: (_: string, handler: () => unknown) => buttons.set(id, handler),
      click: (handler: () => unknown) => buttons.set(id, handler),
      addEventListener: (_: string, handler: () => unknown) => buttons.set(id, handler),
      val: () => value,
      value,
      is: () => false,
      appendChild: () => undefined,
      style: {},
      innerHTML: '',
    };
    return new Proxy(found, { get: (target, name) => (name in target ? target[name as keyof typeof found] : () => target) });
  };
  const document = { getElementById: element, querySelector: element, createElement: element };
  const console = {
    log: (message: unknown) => {
      if (message instanceof Error) errors.push(message);
    },
    error: (message: unknown) => errors.push(message),
    dir: () => undefined,
    info: () => undefined,
    table: () => undefined,
  };
  const names = ['Excel', 'Office', 'OfficeExtension', '$', 'document', 'console', 'window'];
  new Function(...names, code)(Excel, Office, OfficeExtension, element, document, console, { document });
  return { buttons, errors };
}

async function click({ buttons, errors }: Trial, id: string): Promise<string | undefined> {
  errors.length = 0;
  current = errors;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error('no answer')), MAX_WAIT);
  });
  await Promise.race([Promise.resolve(buttons.get(id)?.()), late]).catch((error: unknown) => errors.push(error));
  clearTimeout(timer);
  // Events follow the batch.
  await new Promise((done) => setTimeout(done, 20));
  return errors.length === 0 ? undefined : describe(errors[0]);
}

function describe(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return `${code ?? ''} ${message ?? String(error)}`.trim();
}

async function runFile(file: string): Promise<Map<string, string | undefined>> {
  const { script, template } = parse(readFileSync(file, 'utf8')) as Snippet;
  const { code } = transformSync(script.content, { loader: 'ts', target: 'es2022' });
  const html = template?.content ?? '';
  const results = new Map<string, string | undefined>();
  const inOrder = start(code, html);
  const hasSetup = inOrder.buttons.has('setup');
  for (const id of inOrder.buttons.keys()) {
    const failed = await click(inOrder, id);
    if (failed === undefined || id === 'setup') {
      results.set(id, failed);
      continue;
    }
    const fresh = start(code, html);
    if (hasSetup) await click(fresh, 'setup');
    results.set(id, await click(fresh, id));
  }
  return results;
}

async function main(): Promise<void> {
  const [folder = '', only = ''] = process.argv.slice(2);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.yaml') && file.includes('/') && file.includes(only) && !LEFT_OUT.test(file),
  );
  let [passed, all] = [0, 0];
  const reasons = new Map<string, number>();
  for (const file of files.sort()) {
    const results = await runFile(join(folder, file)).catch((error: unknown) => new Map([['script', describe(error)]]));
    for (const [id, failed] of results) {
      all++;
      if (failed === undefined) passed++;
      else {
        reasons.set(failed, (reasons.get(failed) ?? 0) + 1);
        process.stdout.write(`${file} ${id}: ${failed}\n`);
      }
    }
  }
  for (const [reason, count] of [...reasons].sort((one, other) => other[1] - one[1]).slice(0, 40))
    process.stdout.write(`${count} x ${reason}\n`);
  process.stdout.write(`${passed} of ${all} functions run (${Math.round((passed / all) * 100)} %)\n`);
}

let current: unknown[] = [];
process.on('unhandledRejection', (error) => current.push(error));
void main().then(() => process.exit());
