/** Readings at least this alike are one text, read twice. */
const sameShare = 0.8;

/** Digits that recognition puts for letters inside a word, as in "F0R". */
const digitLetters: Record<string, string> = { 0: 'o', 1: 'l', 5: 's', 8: 'b' };

/** The text as compared: case, spaces and marks are what recognition gets wrong most. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\p{L})[0158](?=\p{L})/gu, (digit) => digitLetters[digit] ?? digit)
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * True when two readings are of one text: equal, or nearly equal letters with the same digits,
 * because "$19" and "$29" are different texts however alike they look.
 */
export function isSameText(a: string, b: string): boolean {
  return isSameComparable(comparable(a), comparable(b));
}

/** {@link isSameText} for texts already made {@link comparable}, where there are many. */
export function isSameComparable(left: string, right: string): boolean {
  if (left === right) return true;
  const longest = Math.max(left.length, right.length);
  if (digitsOf(left) !== digitsOf(right)) return false;
  const allowed = Math.floor(longest * (1 - sameShare));
  return Math.abs(left.length - right.length) <= allowed && distanceWithin(left, right, allowed);
}

function digitsOf(text: string): string {
  return text.replace(/\P{N}/gu, '');
}

/** True when at most `allowed` single-character edits lie between the two (Levenshtein, rows). */
function distanceWithin(a: string, b: string, allowed: number): boolean {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    if (Math.min(...row) > allowed) return false;
    previous = row;
  }
  return (previous[b.length] ?? 0) <= allowed;
}
