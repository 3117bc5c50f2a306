/** http and https links among words that were typed or pasted. */
export function linksIn(text: string): string[] {
  return text.split(/\s+/).filter((word) => /^https?:\/\/\S+$/i.test(word));
}
