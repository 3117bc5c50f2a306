/** Scripts that are written without spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}。、，！？「」]/u;

/** Words as running text: with spaces, except between two letters of a script without them. */
export function joinWords(words: readonly string[]): string {
  let text = '';
  for (const word of words) {
    const glued = text === '' || (isUnspaced(text.at(-1)) && isUnspaced(word[0]));
    text += glued ? word : ` ${word}`;
  }
  return text;
}

/** True when the text is mostly of a script without spaces. */
export function isUnspaced(text: string | undefined): boolean {
  return text !== undefined && unspaced.test(text);
}
