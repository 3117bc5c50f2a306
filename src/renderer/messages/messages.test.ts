import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Attributes and properties of code, never read by a person. */
const technical =
  /^(className|\w+ClassName|key|id|type|role|d|viewBox|href|to|path|name|value|pattern|method|style|stroke\w*|fill|form|htmlFor|accept|rel|target|tabIndex|aria-(labelledby|describedby|controls|live|hidden|current|haspopup)|data-\w+|track|tone|kind|side|align|width|height|query|url|colour)$/;
/** Properties of plain objects that hold a text wherever they are used. */
const spoken = /^(label|title|note|hint|advice|words?|placeholder|description|meaning|refusal)$/;

/** A letter, and more than one key of the keyboard or a name in code. */
function isText(text: string): boolean {
  return /\p{L}{2}/u.test(text) && (/\s/.test(text.trim()) || /^\p{Lu}/u.test(text.trim()));
}

/** What a text is compared with is written by somebody else, such as a browser. */
function isCompared({ parent }: ts.Node): boolean {
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken
  );
}

/** Several words of which the first begins with a capital letter, wherever that is. */
function isSentence(text: string): boolean {
  return /^\p{Lu}[\p{L}’]* \p{L}/u.test(text.trim());
}

function literalOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('0');
}

/** Texts that a person reads and that stand in a file of the window instead of a catalogue. */
function textsIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: string[] = [];
  const report = (node: ts.Node, text: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file}:${line + 1} ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) {
      // One letter alone is a key of the keyboard.
      if (/\p{L}{2}/u.test(node.text)) report(node, node.text);
      return;
    }
    if (ts.isJsxAttribute(node) && technical.test(node.name.getText())) {
      // `name` is the name of a form's field, except where it begins like a sentence.
      const { initializer } = node;
      const isName = node.name.getText() === 'name' && initializer !== undefined;
      if (!isName || !ts.isStringLiteral(initializer) || !/^\p{Lu}/u.test(initializer.text)) return;
    }
    const text = literalOf(node);
    if (
      text !== undefined &&
      isText(text) &&
      !isCompared(node) &&
      (isSentence(text) || isShown(node))
    ) {
      report(node, text);
    }
    // Errors of the code itself, such as a hook outside its provider.
    if (ts.isNewExpression(node) && node.expression.getText() === 'Error') return;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** True where a literal ends up on the screen: in JSX, in a toast, in a property of words. */
function isShown(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (ts.isJsxAttribute(at)) return true;
    if (ts.isJsxExpression(at)) return !ts.isJsxAttribute(at.parent) || isShown(at);
    if (ts.isCallExpression(at)) return /^toast(Error)?$/.test(at.expression.getText());
    if (ts.isPropertyAssignment(at)) return spoken.test(at.name.getText());
    if (!ts.isConditionalExpression(at) && !ts.isBinaryExpression(at) && !ts.isTemplateSpan(at))
      return false;
  }
  return false;
}

test('every text of the window is in the message catalogue', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: root }).filter(
    (file) => !file.startsWith('messages') && !file.includes('.test.'),
  );
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap(textsIn)).toEqual([]);
});
