/** Controls, line and paragraph ends, and invisible marks that reorder or hide text. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/**
 * Text of a video, a title or a user as one line of at most `maxCharacters`: composed, without
 * control or invisible characters, cut at a word where possible and marked with an ellipsis.
 */
export function plainText(text: string, maxCharacters: number): string {
  const line = text.normalize('NFC').replace(unseen, ' ').replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  if (characters.length <= maxCharacters) return line;
  const cut = characters.slice(0, maxCharacters - 1).join('');
  const atWord = cut.replace(/\s+\S*$/u, '');
  return `${(atWord.length > cut.length / 2 ? atWord : cut).trimEnd()}…`;
}
