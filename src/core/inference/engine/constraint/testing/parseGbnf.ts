/** What a grammar's rule is made of. `seq` of nothing is the empty text. */
export type GbnfNode =
  | { type: 'set'; negated: boolean; ranges: [number, number][] }
  | { type: 'rule'; name: string }
  | { type: 'seq' | 'alt'; nodes: GbnfNode[] }
  | { type: 'repeat'; node: GbnfNode; min: number; max: number };

export type GbnfRules = Map<string, GbnfNode>;

/** The rules of a grammar by name. Throws for what llama.cpp would not take. */
export function parseGbnf(grammar: string): GbnfRules {
  const rules: GbnfRules = new Map();
  for (const line of grammar.split('\n').filter((one) => one.trim() !== '')) {
    const [, name, body] = /^([A-Za-z0-9-]+) ::= (.*)$/.exec(line) ?? [];
    if (name === undefined || body === undefined) throw new Error(`Not a rule: ${line}`);
    if (rules.has(name)) throw new Error(`Two rules are named ${name}.`);
    rules.set(name, parseBody(body));
  }
  return rules;
}

function parseBody(body: string): GbnfNode {
  let at = 0;
  const node = alternatives();
  if (at < body.length) fail();
  return node;

  function fail(): never {
    throw new Error(`Unexpected at ${at} in: ${body}`);
  }

  function take(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern, 'uy');
    sticky.lastIndex = at;
    const match = sticky.exec(body);
    if (match !== null) at = sticky.lastIndex;
    return match ?? undefined;
  }

  function alternatives(): GbnfNode {
    const nodes = [sequence()];
    while (take(/\|\s*/)) nodes.push(sequence());
    return { type: 'alt', nodes };
  }

  function sequence(): GbnfNode {
    const nodes: GbnfNode[] = [];
    for (let item = atom(); item !== undefined; item = atom()) {
      const times = take(/\s*(?:([*+?])|\{(\d+)(,?)(\d*)\})\s*/);
      take(/\s*/);
      const [, sign, min, comma, max] = times ?? [];
      if (times === undefined) nodes.push(item);
      else if (sign !== undefined) {
        const least = sign === '+' ? 1 : 0;
        nodes.push({ type: 'repeat', node: item, min: least, max: sign === '?' ? 1 : Infinity });
      } else {
        const most = comma === '' ? Number(min) : max === '' ? Infinity : Number(max);
        // llama.cpp turns a bound beyond 2,000 into none.
        if (Number(min) > 2_000 || (most > 2_000 && most < Infinity)) fail();
        nodes.push({ type: 'repeat', node: item, min: Number(min), max: most });
      }
    }
    return { type: 'seq', nodes };
  }

  function atom(): GbnfNode | undefined {
    if (take(/\.\s*/)) return { type: 'set', negated: true, ranges: [] };
    const name = take(/[A-Za-z0-9-]+/)?.[0];
    if (name !== undefined) return { type: 'rule', name };
    if (take(/\(\s*/)) {
      const inner = alternatives();
      return take(/\)/) ? inner : fail();
    }
    if (take(/"/)) {
      const nodes: GbnfNode[] = [];
      while (!take(/"/)) {
        const code = character();
        nodes.push({ type: 'set', negated: false, ranges: [[code, code]] });
      }
      return { type: 'seq', nodes };
    }
    if (!take(/\[/)) return undefined;
    const negated = take(/\^/) !== undefined;
    const ranges: [number, number][] = [];
    while (!take(/\]/)) {
      const low = character();
      ranges.push([low, take(/-(?!\])/) ? character() : low]);
    }
    return { type: 'set', negated, ranges };
  }

  function character(): number {
    const hex = take(/\\(?:x([0-9A-F]{2})|u([0-9A-F]{4})|U([0-9A-F]{8}))/i);
    if (hex) return Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16);
    const escaped = take(/\\([tnr\\"[\]-])/)?.[1];
    if (escaped !== undefined) {
      return ({ t: 9, n: 10, r: 13 } as Record<string, number>)[escaped] ?? escaped.charCodeAt(0);
    }
    return take(/[^\\]/)?.[0].codePointAt(0) ?? fail();
  }
}
