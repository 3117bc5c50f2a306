import { type CharacterSet, complementOf, lineEnds, type Range, setOf } from './characterSet.ts';
import { parseEscape } from './parseEscape.ts';
import { choiceOf, type RegexNode, repeatOf, sequenceOf } from './regexNode.ts';
import { RegexSource } from './regexSource.ts';

const maxDepth = 100;
const maxRepetitions = 1_000;
const anyText = repeatOf(setNode(complementOf([])), 0, undefined);

/** Whether the regex must match the whole text, or a part of it, as JSON Schema's `pattern` does. */
export type Match = 'whole' | 'part';

/**
 * ECMAScript's regular expressions with the flag `u`, as far as they are regular; a brace or
 * bracket that opens nothing is itself, as without the flag. Throws `usage.invalid` that says what
 * is not supported and where.
 */
export function parseRegex(regex: string, match: Match = 'whole'): RegexNode {
  const source = new RegexSource(regex);
  const node = parseChoice(source, 0, match);
  if (source.next !== undefined) throw source.refuse('a ) without its (');
  return node;
}

function parseChoice(source: RegexSource, depth: number, match: Match): RegexNode {
  const nodes = [parseSequence(source, depth, match)];
  while (source.takeIf('|')) nodes.push(parseSequence(source, depth, match));
  return choiceOf(nodes);
}

function parseSequence(source: RegexSource, depth: number, match: Match): RegexNode {
  // Where the whole text is matched, an anchor at an outer end says nothing new.
  const isOuter = depth === 0;
  const startsAnywhere = isOuter && !source.takeIf('^') && match === 'part';
  let endsAnywhere = isOuter && match === 'part';
  const nodes: RegexNode[] = startsAnywhere ? [anyText] : [];
  while (source.next !== undefined && source.next !== '|' && source.next !== ')') {
    if (isOuter && /^\$(?:\||$)/.test(source.ahead(2))) {
      source.take();
      endsAnywhere = false;
      break;
    }
    nodes.push(parseQuantifier(source, parseAtom(source, depth)));
  }
  if (endsAnywhere) nodes.push(anyText);
  return sequenceOf(nodes);
}

function parseAtom(source: RegexSource, depth: number): RegexNode {
  const character = source.next;
  if (character === undefined) throw source.refuse('no end');
  if (character === '^' || character === '$')
    throw source.refuse('an anchor that is not at an end');
  if (/[*+?]/.test(character) || /^\{\d+(?:,\d*)?\}/.test(source.ahead(64))) {
    throw source.refuse('a quantifier with nothing to repeat');
  }
  if (/^\{,\d+\}/.test(source.ahead(64))) throw source.refuse('{,n}, to be written {0,n},');
  if (character === '(') return parseGroup(source, depth);
  source.take();
  if (character === '.') return setNode(complementOf(lineEnds));
  if (character === '[') return setNode(parseClass(source));
  const value = character === '\\' ? parseEscape(source) : (character.codePointAt(0) ?? 0);
  return setNode(typeof value === 'number' ? [[value, value]] : value);
}

function parseGroup(source: RegexSource, depth: number): RegexNode {
  if (depth === maxDepth) throw source.refuse(`groups nested more than ${maxDepth} deep`);
  if (/^\(\?<?[=!]/.test(source.ahead(4)))
    throw source.refuse('lookaround, which is not supported,');
  source.take();
  if (source.next === '?' && !source.takeIf('?:') && !source.takeMatch(/^\?P?<[A-Za-z_]\w*>/)) {
    throw source.refuse('a kind of group that is not supported');
  }
  const node = parseChoice(source, depth + 1, 'whole');
  if (!source.takeIf(')')) throw source.refuse('a ( without its )');
  return node;
}

function parseQuantifier(source: RegexSource, node: RegexNode): RegexNode {
  const [, sign, least, comma, most] =
    source.takeMatch(/^(?:([*+?])|\{(\d{1,20})(?:(,)(\d{0,20}))?\})/) ?? [];
  if (sign === undefined && least === undefined) return node;
  const min = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
  const max =
    sign === '?'
      ? 1
      : comma === undefined && sign === undefined
        ? min
        : most
          ? Number(most)
          : undefined;
  if (min > maxRepetitions || (max ?? 0) > maxRepetitions) {
    throw source.refuse(`a repetition of more than ${maxRepetitions}`);
  }
  if (max !== undefined && max < min)
    throw source.refuse('a repetition whose end is below its start');
  // How eagerly it is matched makes no difference to whether the whole text matches.
  source.takeIf('?');
  return repeatOf(node, min, max);
}

function parseClass(source: RegexSource): CharacterSet {
  const negated = source.takeIf('^');
  const ranges: Range[] = [];
  while (!source.takeIf(']')) {
    const first = parseMember(source);
    if (typeof first !== 'number') {
      ranges.push(...first);
    } else if (/^-[^\]]/u.test(source.ahead(2)) && !/^-\\[dDwWsS]/.test(source.ahead(3))) {
      source.take();
      const last = parseMember(source);
      if (typeof last !== 'number' || last < first) throw source.refuse('a range out of order');
      ranges.push([first, last]);
    } else {
      ranges.push([first, first]);
    }
  }
  const set = setOf(ranges);
  const result = negated ? complementOf(set) : set;
  if (result.length === 0) throw source.refuse('a class that no character is in');
  return result;
}

function parseMember(source: RegexSource): number | CharacterSet {
  const character = source.take();
  if (character === undefined) throw source.refuse('a [ without its ]');
  if (character !== '\\') return character.codePointAt(0) ?? 0;
  return source.takeIf('b') ? 8 : parseEscape(source);
}

function setNode(set: CharacterSet): RegexNode {
  return { type: 'set', set, nullable: false };
}
