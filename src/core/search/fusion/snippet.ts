import type { TextRange } from '../chunks/matchRanges.ts';

/** A piece of text with the half-open character ranges in it that match. */
export interface Snippet {
  snippet: string;
  highlights: [number, number][];
}

const maxSnippet = 160;
/** How much of what goes before is shown when the text is cut in the middle. */
const lead = 40;

/** A text cut at words to a readable length around `focus`, with the matches that are in it. */
export function makeSnippet(text: string, matches: readonly TextRange[], focus: number): Snippet {
  const [from, to] = windowOf(text, focus);
  const before = from > 0 ? '…' : '';
  const after = to < text.length ? '…' : '';
  const shift = before.length - from;
  const highlights = matches
    .map(([start, end]): [number, number] => [Math.max(start, from), Math.min(end, to)])
    .filter(([start, end]) => start < end)
    .map(([start, end]): [number, number] => [start + shift, end + shift]);
  return { snippet: `${before}${text.slice(from, to)}${after}`, highlights };
}

function windowOf(text: string, focus: number): TextRange {
  if (text.length <= maxSnippet) return [0, text.length];
  const wanted = Math.min(Math.max(0, focus), text.length - maxSnippet);
  const from = wanted === 0 ? 0 : startNear(text, wanted);
  const to = endNear(text, Math.min(text.length, from + maxSnippet));
  return [from, to];
}

/** After a space, when one is near; never inside a surrogate pair. */
function startNear(text: string, wanted: number): number {
  const space = text.lastIndexOf(' ', wanted - 1);
  return space >= wanted - lead ? space + 1 : whole(text, wanted);
}

function endNear(text: string, wanted: number): number {
  if (wanted >= text.length) return text.length;
  const space = text.lastIndexOf(' ', wanted);
  return space >= wanted - lead ? space : whole(text, wanted);
}

function whole(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
