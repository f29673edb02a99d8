import ts from 'typescript';

/** A sentence: the values that it uses, and its letters. */
interface Sentence {
  readonly values: readonly string[];
  readonly text: string;
}
type Sentences = Map<string, Sentence>;

/** The syntax of a file. */
export function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

/** The names that a function's parameters bind. */
function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** The parameters that a function's body reads. */
function usedValues(node: ts.FunctionLikeDeclaration): readonly string[] {
  const bound = new Set(node.parameters.flatMap(({ name }) => boundNames(name)));
  const used = new Set<string>();
  const visit = (one: ts.Node): void => {
    const isName = ts.isPropertyAccessExpression(one.parent) && one.parent.name === one;
    if (ts.isIdentifier(one) && bound.has(one.text) && !isName) used.add(one.text);
    // A property that is read is a value of its own: `detail.suggestions`.
    if (ts.isPropertyAccessExpression(one) && ts.isIdentifier(one.expression) && bound.has(one.expression.text))
      used.add(`${one.expression.text}.${one.name.text}`);
    ts.forEachChild(one, visit);
  };
  if (node.body !== undefined) visit(node.body);
  return [...used].filter((name) => !name.endsWith('.length')).sort();
}

/** The texts in a node, without values. */
function lettersOf(node: ts.Node): string {
  const texts: string[] = [];
  const visit = (one: ts.Node): void => {
    if (ts.isStringLiteralLike(one) || ts.isTemplateHead(one) || ts.isTemplateMiddle(one) || ts.isTemplateTail(one)) texts.push(one.text);
    if (ts.isLiteralTypeNode(one)) return;
    ts.forEachChild(one, visit);
  };
  visit(node);
  return texts.join('|');
}

function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();
}

/** All sentences of a file: of its catalogs, and of the helpers and records that they use. */
export function sentencesOf(file: ts.SourceFile): Sentences {
  const found: Sentences = new Map();
  const add = (path: string, node: ts.Node): unknown => {
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return add(path, node.expression);
    if (ts.isCallExpression(node) && node.expression.getText() === 'translated' && node.arguments[1]) return add(path, node.arguments[1]);
    if (ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties)
        if (ts.isPropertyAssignment(property)) add(`${path}.${nameOf(property.name)}`, property.initializer);
    } else if (ts.isArrayLiteralExpression(node)) for (const [place, one] of node.elements.entries()) add(`${path}.${place}`, one);
    else if (ts.isFunctionLike(node)) {
      found.set(path, { values: usedValues(node as ts.FunctionLikeDeclaration), text: lettersOf((node as ts.ArrowFunction).body) });
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) found.set(path, { values: [], text: lettersOf(node) });
    return undefined;
  };
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement)) add(statement.name?.text ?? '', statement);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer, type } of statement.declarationList.declarations) {
      if (initializer === undefined) continue;
      // The whole file's catalog: its members are the English constants.
      const isCatalog = type?.getText().startsWith('Translation<') === true;
      if (!isCatalog) add(name.getText(), initializer);
      else if (ts.isObjectLiteralExpression(initializer))
        for (const property of initializer.properties)
          if (ts.isPropertyAssignment(property)) add(nameOf(property.name), property.initializer);
    }
  }
  return found;
}

/** What is wrong with a translation. @param same texts that are the same in both languages, by path */
export function mistakes(english: Sentences, spanish: Sentences, same: readonly string[] = []): string[] {
  const wrong: string[] = [];
  for (const [path, { values, text }] of english) {
    const other = spanish.get(path);
    if (other === undefined) {
      // A helper of one language only, such as a table of nouns.
      if (/^[A-Z_]+\./.test(path) && [...spanish.keys()].some((one) => one.startsWith(`${path.split('.')[0]}.`)))
        wrong.push(`${path}: missing`);
      continue;
    }
    if (other.values.join() !== values.join())
      wrong.push(`${path}: uses ${other.values.join() || 'nothing'}, not ${values.join() || 'nothing'}`);
    if (other.text === text && /[a-z]{2}/i.test(text) && !same.includes(path)) wrong.push(`${path}: not translated`);
  }
  return wrong;
}

/** Whether a text is a sentence or a label rather than a name: several words, the second of them small. */
const isSentence = (text: string) => /^[A-Z][a-z’]+ [a-z]/.test(text.trim());

/** Names of columns, tables and worksheets, and what only developers read. */
const NAMES = new Set(['Reason for Dismissal', 'Caseload highlights', 'Caseload lists']);

/** The sentences in a file, except those of errors that no one is shown. */
export function strayTexts(file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Error') return;
    const text = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? node.head.text : '';
    if (isSentence(text) && !NAMES.has(text)) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Texts that a file keeps when it is loaded, or an object when it is made, so that they stay in the language of that moment. */
export function keptTexts(file: ts.SourceFile, names: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && names.has(node.expression.text))
      found.push(node.getText(file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
