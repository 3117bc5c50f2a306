import { AppError } from '../../../base/index.ts';
import { GrammarRules, gbnfLiteral } from './grammarRules.ts';
import { gbnfClass } from './regex/characterSet.ts';
import { parseRegex } from './regex/parseRegex.ts';
import type { RegexNode } from './regex/regexNode.ts';

const maxRegexCharacters = 4_000;

/**
 * A GBNF grammar (llama.cpp's grammars/README.md) of the texts that a regex matches from end to
 * end. Errors: `usage.invalid` for what is not supported (lookaround, backreferences, word
 * boundaries, Unicode properties, flags), repetitions beyond 1,000, or too large a regex.
 */
export function regexToGbnf(regex: string): string {
  if (regex.length > maxRegexCharacters) {
    throw new AppError('usage.invalid', `The regex is over ${maxRegexCharacters} characters long.`);
  }
  const rules = new GrammarRules();
  return rules.text(itemsOf(parseRegex(regex), rules));
}

/** A sequence without alternatives. */
function itemsOf(node: RegexNode, rules: GrammarRules): string {
  switch (node.type) {
    case 'set':
      return gbnfClass(node.set);
    case 'sequence':
      return sequence(node.nodes, rules);
    case 'choice':
      return rules.add(node.nodes.map((one) => itemsOf(one, rules)).join(' | '));
    case 'repeat': {
      const items = itemsOf(node.node, rules);
      const item = node.node.type === 'set' ? items : rules.add(items);
      return rules.repeat(item, node.min, node.max);
    }
    default:
      return node satisfies never;
  }
}

/** Neighbours that are one character each become one literal. */
function sequence(nodes: readonly RegexNode[], rules: GrammarRules): string {
  const items: string[] = [];
  let literal = '';
  const endLiteral = (): void => {
    if (literal !== '') items.push(gbnfLiteral(literal));
    literal = '';
  };
  for (const node of nodes) {
    const [range, ...others] = node.type === 'set' ? node.set : [];
    if (range !== undefined && others.length === 0 && range[0] === range[1]) {
      literal += String.fromCodePoint(range[0]);
    } else {
      endLiteral();
      items.push(itemsOf(node, rules));
    }
  }
  endLiteral();
  return items.length === 0 ? '""' : items.join(' ');
}
