import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Names of programs, the errors of commander, and what the demo searches for. */
const allowed = new Set([
  'Google Chrome',
  'Microsoft Edge',
  "error: unknown option '0'",
  'handed over',
  'saving cash',
  'saving money on food',
  '    trendroom show 0',
]);

function literalOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('0');
}

/** Literals of several words, each of which would be printed, in a file outside the catalogue. */
function textsIn(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const literal = literalOf(node);
    const several = literal !== undefined && /\p{L}{2} \p{L}{2}|\p{L}[.:] *$/u.test(literal);
    if (several && !allowed.has(literal) && !literal.startsWith('--')) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1} ${literal}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('every text of the terminal is in the message catalogue', () => {
  const files = globSync('**/*.ts', { cwd: root }).filter(
    (file) => !file.startsWith('messages') && !file.includes('.test.'),
  );
  expect(files.length).toBeGreaterThan(30);
  expect(files.flatMap(textsIn)).toEqual([]);
});
