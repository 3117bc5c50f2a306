import type { Chance } from './chance.ts';

const values = ['null', '0', '-1', '1e308', '""', '[]', '{}', 'true', '"\\u0000"', '"\\ud800"'];
/** Deeper than any recursion goes. */
const depth = 20_000;

/** A document with one of its values changed; undefined when the input is not JSON. */
export function mutateJson(
  input: Buffer,
  words: readonly string[],
  chance: Chance,
): Buffer | undefined {
  const text = input.toString();
  const first = text.split('\n', 1)[0] ?? '';
  // Of inputs of several lines one is changed.
  const lines = isJson(first) ? text.split('\n') : [text];
  const at = chance.below(lines.length);
  const spans = valuesOf(lines[at] ?? '');
  if (!isJson(lines[at] ?? '') || spans.length === 0) return undefined;
  const span = chance.oneOf(spans);
  const line = lines[at] ?? '';
  const value = line.slice(span.from, span.to);
  lines[at] = line.slice(0, span.from) + other(value, words, chance) + line.slice(span.to);
  return Buffer.from(lines.join('\n'));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function other(value: string, words: readonly string[], chance: Chance): string {
  switch (chance.below(7)) {
    case 0:
      return `[${value}]`;
    case 1:
      return Array.from({ length: 1 + chance.below(64) }, () => value).join(',');
    case 2:
      return JSON.stringify(chance.oneOf(words));
    case 3:
      return JSON.stringify('ab&<'.repeat(chance.below(2_000)));
    case 4: {
      if (chance.below(4) > 0) return '[]';
      const open = chance.oneOf(['[', '{"a":', '{"type":"array","items":', '{"anyOf":[']);
      const close = [...open].map((sign) => ({ '[': ']', '{': '}' })[sign] ?? '').toReversed();
      const times = Math.floor(depth / open.length);
      return `${open.repeat(times)}0${close.join('').repeat(times)}`;
    }
    default:
      return chance.oneOf(values);
  }
}

/** Where values of a document stand: strings, numbers and words; of the rest, whole brackets. */
function valuesOf(text: string): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  const open: number[] = [];
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]|[-\w.+]+/g)) {
    const [token] = match;
    if (token === '[' || token === '{') open.push(match.index);
    else if (token === ']' || token === '}') {
      spans.push({ from: open.pop() ?? match.index, to: match.index + 1 });
    } else spans.push({ from: match.index, to: match.index + token.length });
  }
  return spans;
}
