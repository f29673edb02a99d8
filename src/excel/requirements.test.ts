// What the add-in calls is in the requirement sets that its manifest asks for, or guarded: read off the code and Microsoft's typings.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');
const files = ['src/excel', 'src/taskpane', 'src/commands'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|testing/.test(name))
    .map((name) => join(ROOT, folder, name)),
);

type Sets = Readonly<Record<string, number>>;
/** 1.9 is below 1.14. */
const versionOf = (text: string) => Number(text.split('.')[0]) * 1000 + Number(text.split('.')[1] ?? 0);

const asked: Sets = Object.fromEntries(
  [...readFileSync(join(ROOT, 'manifest.xml'), 'utf8').matchAll(/<Set Name="(\w+)" MinVersion="([\d.]+)"/g)].map(
    ([, name = '', version = '']) => [name, versionOf(version)],
  ),
);

/** The sets of conditions `isSetSupported(set, version)` around a node, or before it in a `&&`. */
function guards(node: ts.Node): Sets {
  const found: Record<string, number> = {};
  for (let at: ts.Node = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    const isGuarded =
      (ts.isIfStatement(parent) && parent.thenStatement === at) ||
      (ts.isConditionalExpression(parent) && parent.whenTrue === at) ||
      (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken && parent.right === at);
    if (!isGuarded) continue;
    const condition = ts.isIfStatement(parent)
      ? parent.expression
      : ts.isConditionalExpression(parent)
        ? parent.condition
        : (parent as ts.BinaryExpression).left;
    for (const [, set = '', version = ''] of condition.getText().matchAll(/isSetSupported\('(\w+)', '([\d.]+)'\)/g))
      found[set] = versionOf(version);
  }
  return found;
}

/** The names in `load('items/name,rowCount')`, with the object's type. */
function loaded(node: ts.Node): readonly string[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'load') return [];
  const [first] = node.arguments;
  const texts: string[] = [];
  const visit = (one: ts.Node) => {
    if (ts.isStringLiteralLike(one)) texts.push(one.text);
    ts.forEachChild(one, visit);
  };
  if (first !== undefined) visit(first);
  return texts.flatMap((text) => text.split(','));
}

interface Use {
  readonly where: string;
  readonly member: string;
  readonly set: string;
  readonly version: number;
  readonly allowed: Sets;
}

function usesIn(sources: readonly string[]): readonly Use[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    resolveJsonModule: true,
    skipLibCheck: true,
    types: ['office-js', 'custom-functions-runtime'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  };
  const host = ts.createCompilerHost(options);
  // Libraries say nothing about Office.js, and their typings are most of what would be read.
  host.resolveModuleNameLiterals = (names, from) =>
    names.map(({ text }) => (text.startsWith('.') ? ts.resolveModuleName(text, from, options, host) : { resolvedModule: undefined }));
  const program = ts.createProgram(sources, options, host);
  const checker = program.getTypeChecker();
  const uses: Use[] = [];
  const note = (symbol: ts.Symbol | undefined, node: ts.Node) => {
    for (const declaration of symbol?.declarations ?? []) {
      if (!declaration.getSourceFile().fileName.includes('@types/office-js')) continue;
      // Overloads and both accessors carry the same comment.
      const comment = ts
        .getJSDocCommentsAndTags(declaration)
        .map((one) => one.getFullText())
        .join();
      const [, set, version] = /\[Api set: ?(\w+) (\d+\.\d+)/.exec(comment) ?? [];
      const file = node.getSourceFile();
      const where = `${file.fileName.slice(ROOT.length + 1)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      // Outlook's; its members are the other hosts', too.
      if (set !== undefined && set !== 'Mailbox' && version !== undefined)
        uses.push({ where, member: symbol?.name ?? '', set, version: versionOf(version), allowed: { ...asked, ...guards(node) } });
    }
  };
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAccessExpression(node)) note(checker.getSymbolAtLocation(node.name), node);
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent))
      note(checker.getTypeAtLocation(node.parent).getProperty((node.propertyName ?? node.name).getText()), node);
    for (const path of loaded(node)) {
      let type: ts.Type | undefined = checker.getTypeAtLocation(
        ((node as ts.CallExpression).expression as ts.PropertyAccessExpression).expression,
      );
      for (const part of path.trim().split('/')) {
        const property: ts.Symbol | undefined = type?.getProperty(part);
        note(property, node);
        type = property === undefined ? undefined : checker.getTypeOfSymbol(property);
        if (part === 'items') type = type?.getNumberIndexType();
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const source of sources) {
    const file = program.getSourceFile(source);
    if (file !== undefined) visit(file);
  }
  return uses;
}

const excess = (uses: readonly Use[]) =>
  uses
    .filter(({ set, version, allowed }) => version > (allowed[set] ?? 0))
    .map(({ where, member, set, version }) => `${where} ${member}: ${set} 1.${version % 1000}`);

test('every member of Office.js that the add-in uses is in the sets that the manifest asks for, or guarded', () => {
  const uses = usesIn(files);
  expect(uses.length).toBeGreaterThan(150);
  expect(excess(uses)).toEqual([]);
  // The manifest asks for no more than is used.
  const used = Math.max(
    ...uses.filter(({ set, allowed }) => set === 'ExcelApi' && allowed.ExcelApi === asked.ExcelApi).map(({ version }) => version),
  );
  expect(used).toBe(asked.ExcelApi);
});

test('the reading finds calls, loaded properties and destructured ones that are too new, and accepts guarded ones', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-'));
  const file = join(folder, 'sample.ts');
  writeFileSync(
    file,
    `export function sample(context: Excel.RequestContext) {
      context.workbook.worksheets.onMoved.add(async () => undefined);
      context.workbook.worksheets.getFirst().getRange().conditionalFormats.getItem('1').load('custom/rule/formula,priority');
      const { onNameChanged } = context.workbook.worksheets;
      if (Office.context.requirements.isSetSupported('ExcelApi', '1.17')) context.workbook.worksheets.onVisibilityChanged.add(async () => undefined);
      return onNameChanged;
    }`,
  );
  expect(excess(usesIn([file])).map((line) => line.replace(/^.* (\w+: )/, '$1'))).toEqual([
    'onMoved: ExcelApi 1.17',
    'onNameChanged: ExcelApi 1.17',
  ]);
  rmSync(folder, { recursive: true });
});
