import { AppError } from '../../../base/index.ts';
import { GrammarRules, gbnfLiteral } from './grammarRules.ts';
import {
  type CharacterSet,
  complementOf,
  gbnfClass,
  setOf,
  without,
} from './regex/characterSet.ts';
import { type Match, parseRegex } from './regex/parseRegex.ts';
import type { RegexNode } from './regex/regexNode.ts';

const maxRegexCharacters = 4_000;

/** Control characters, the quotation mark and the backslash. */
const escapedInJson = setOf([
  [0x00, 0x1f],
  [0x22, 0x22],
  [0x5c, 0x5c],
]);

/**
 * A GBNF grammar (llama.cpp's grammars/README.md) of the texts that a regex matches from end to
 * end. Errors: `usage.invalid` for what is not supported (lookaround, backreferences, word
 * boundaries, Unicode properties, flags), repetitions beyond 1,000, or too large a regex.
 */
export function regexToGbnf(regex: string): string {
  const rules = new GrammarRules();
  return rules.text(itemsOf(parse(regex, 'whole'), { rules, ...plain }));
}

/** The same of the insides of a JSON string that a regex matches somewhere: no escape is needless. */
export function patternToItems(pattern: string, rules: GrammarRules): string {
  return itemsOf(parse(pattern, 'part'), { rules, ...insideJson });
}

function parse(regex: string, match: Match): RegexNode {
  if (regex.length > maxRegexCharacters) {
    throw new AppError('usage.invalid', `The regex is over ${maxRegexCharacters} characters long.`);
  }
  return parseRegex(regex, match);
}

/** How characters are written. */
interface Writing {
  literal(text: string): string;
  set(set: CharacterSet, rules: GrammarRules): string;
}

type Scope = Writing & { rules: GrammarRules };

const plain: Writing = { literal: gbnfLiteral, set: gbnfClass };

const insideJson: Writing = {
  literal: (text) => gbnfLiteral(JSON.stringify(text).slice(1, -1)),
  set: (set, rules) => {
    const raw = without(set, escapedInJson);
    const escaped = without(set, complementOf(escapedInJson)).flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
    const alternatives = [
      ...(raw.length === 0 ? [] : [gbnfClass(raw)]),
      ...escaped.map((code) => insideJson.literal(String.fromCodePoint(code))),
    ];
    return alternatives.length === 1 && escaped.length === 0
      ? alternatives.join('')
      : rules.add(alternatives.join(' | '), 'character');
  },
};

/** A sequence without alternatives. */
function itemsOf(node: RegexNode, scope: Scope): string {
  const { rules } = scope;
  switch (node.type) {
    case 'set':
      return scope.set(node.set, rules);
    case 'sequence':
      return sequence(node.nodes, scope);
    case 'choice':
      return rules.add(node.nodes.map((one) => itemsOf(one, scope)).join(' | '));
    case 'repeat': {
      const items = itemsOf(node.node, scope);
      const item = node.node.type === 'set' ? items : rules.add(items);
      return rules.repeat(item, node.min, node.max);
    }
    default:
      return node satisfies never;
  }
}

/** Neighbours that are one character each become one literal. */
function sequence(nodes: readonly RegexNode[], scope: Scope): string {
  const items: string[] = [];
  let literal = '';
  const endLiteral = (): void => {
    if (literal !== '') items.push(scope.literal(literal));
    literal = '';
  };
  for (const node of nodes) {
    const [range, ...others] = node.type === 'set' ? node.set : [];
    if (range !== undefined && others.length === 0 && range[0] === range[1]) {
      literal += String.fromCodePoint(range[0]);
    } else {
      endLiteral();
      items.push(itemsOf(node, scope));
    }
  }
  endLiteral();
  return items.length === 0 ? '""' : items.join(' ');
}
