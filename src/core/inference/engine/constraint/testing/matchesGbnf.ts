import { type GbnfNode, parseGbnf } from './parseGbnf.ts';

/**
 * Whether a text is in the language of a GBNF grammar, for tests: the part of the format that is
 * about characters (grammars/README.md of llama.cpp), read as strictly as llama.cpp reads it. A
 * grammar that does not parse, lacks a rule or recurs on its left throws.
 */
export function matchesGbnf(grammar: string, text: string): boolean {
  const rules = parseGbnf(grammar);
  const memo = new Map<string, Set<number> | 'open'>();
  const characters = [...text].map((character) => character.codePointAt(0) ?? 0);
  return endsOf({ type: 'rule', name: 'root' }, 0).has(characters.length);

  function endsOf(node: GbnfNode, at: number): Set<number> {
    switch (node.type) {
      case 'set': {
        const code = characters[at];
        const hit = code !== undefined && node.ranges.some(([a, z]) => code >= a && code <= z);
        return new Set(code !== undefined && hit !== node.negated ? [at + 1] : []);
      }
      case 'rule':
        return endsOfRule(node.name, at);
      case 'alt':
        return new Set(node.nodes.flatMap((one) => [...endsOf(one, at)]));
      case 'seq':
        return node.nodes.reduce((ends, one) => after(one, ends), new Set([at]));
      case 'repeat': {
        const ends = new Set<number>();
        let reached = new Set([at]);
        for (let count = 0; reached.size > 0 && count <= node.max; count++) {
          if (count >= node.min) for (const end of reached) ends.add(end);
          const next = after(node.node, reached);
          // Beyond the minimum, only what was not reached before leads on.
          reached = count >= node.min ? new Set([...next].filter((end) => !ends.has(end))) : next;
        }
        return ends;
      }
      default:
        return node satisfies never;
    }
  }

  function after(node: GbnfNode, starts: Set<number>): Set<number> {
    return new Set([...starts].flatMap((start) => [...endsOf(node, start)]));
  }

  function endsOfRule(name: string, at: number): Set<number> {
    const key = `${name} ${at}`;
    const known = memo.get(key);
    if (known === 'open') throw new Error(`The rule ${name} recurs on its left.`);
    if (known !== undefined) return known;
    const body = rules.get(name);
    if (body === undefined) throw new Error(`No rule is named ${name}.`);
    memo.set(key, 'open');
    const ends = endsOf(body, at);
    memo.set(key, ends);
    return ends;
  }
}
