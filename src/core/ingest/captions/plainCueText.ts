const maxCueCharacters = 2_000;

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '',
  rlm: '',
};

/**
 * The lines of a cue as plain text. Caption files are hostile: tags (`<b>`, `<v Bob>`,
 * `<00:01.500>`, `<script>`) and ASS overrides (`{\an8}`) go, entities are decoded once and
 * never again, control characters go, length is bounded. A lone `<` as in "3 < 5" stays.
 */
export function plainCueLines(cueText: string): string[] {
  return cueText
    .slice(0, maxCueCharacters)
    .replace(/<[/a-z0-9][^<>]*>?/gi, '')
    .replace(/\{\\[^{}]*\}/g, '')
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,4});/gi, (whole, name: string) =>
      decode(whole, name),
    )
    .split(/\r\n|[\r\n]|\\N/)
    .map((line) =>
      line
        .replace(/[\p{Cc}\p{Cf}]/gu, (c) => (c === '\t' ? ' ' : keepJoiner(c)))
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
}

function decode(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
  const code =
    name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : '';
}

/** Zero-width joiners make emoji and Indic letters; the other format characters only hide. */
function keepJoiner(character: string): string {
  return character === '\u200d' || character === '\u200c' ? character : '';
}
