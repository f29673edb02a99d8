// A cell can hold any 32,767 characters, so every regular expression must run in linear time.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from 'scslre';
import ts from 'typescript';

const ROOT = join(__dirname, '..');
const FOLDERS = ['core', 'excel', 'server'];

interface Found {
  readonly where: string;
  readonly literal: string;
}

function regexesIn(file: string): readonly Found[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Found[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ where: `${file}:${line + 1}`, literal: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('testing'))
    .map((name) => join(folder, name)),
);

/** The inputs on which a regular expression takes more than linear time. */
function slowInputs(literal: string): readonly string[] {
  const end = literal.lastIndexOf('/');
  const { reports } = analyse({ source: literal.slice(1, end), flags: literal.slice(end + 1) }, { maxReports: 5 });
  return reports.map(({ type, character }) => `${type} on many ${JSON.stringify(character.pick)}`);
}

test('the analysis finds expressions that backtrack', () => {
  expect(slowInputs(String.raw`/[T ]+\d{1,2}$/`)).not.toEqual([]);
  expect(slowInputs('/^(a+)+$/')).not.toEqual([]);
  expect(slowInputs(String.raw`/^\d+$/`)).toEqual([]);
});

test('every regular expression of the core, the sheet adapter and the service takes linear time', () => {
  const all = FILES.flatMap(regexesIn);
  expect(all.length).toBeGreaterThan(40);
  expect(all.flatMap(({ where, literal }) => slowInputs(literal).map((input) => `${where} ${literal}: ${input}`))).toEqual([]);
});
