/** A break after one of these costs as much less as so many characters of difference. */
const pauseBonus = 8;

/**
 * Words as at most `lines` lines of at most `lineLength` characters, as even as they can be and rather
 * after a punctuation mark; undefined where they do not fit. A word that is longer alone stands alone.
 * `words` have what stands before them.
 */
export function breakLines(
  words: readonly string[],
  { lineLength, lines }: { lineLength: number; lines: number },
): string[][] | undefined {
  if (words.length <= 1 || lengthOf(words) <= lineLength) return [[...words]];
  let best: string[][] | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  if (lines < 2) return undefined;
  for (let at = 1; at < words.length; at++) {
    const first = words.slice(0, at);
    if (at > 1 && lengthOf(first) > lineLength) break;
    const rest = breakLines(words.slice(at), { lineLength, lines: lines - 1 });
    if (rest === undefined) continue;
    const all = [first, ...rest];
    const lengths = all.map(lengthOf);
    const cost = Math.max(...lengths) - Math.min(...lengths) - (endsClause(first) ? pauseBonus : 0);
    // The fewest lines, then the most even.
    if (
      best === undefined ||
      all.length < best.length ||
      (all.length === best.length && cost < bestCost)
    ) {
      best = all;
      bestCost = cost;
    }
  }
  return best;
}

/** Characters as they are read: a letter with its accents is one. */
export function lengthOf(words: readonly string[]): number {
  return [...words.join('').trim().normalize('NFC')].length;
}

function endsClause(words: readonly string[]): boolean {
  return /[.,;:!?…。，、！？]["”’)\]]*$/u.test(words.at(-1)?.trimEnd() ?? '');
}
