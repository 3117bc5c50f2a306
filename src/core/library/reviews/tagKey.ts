/** What makes two tags the same: letters in lower case, one space between words. */
export function tagKey(tag: string): string {
  return tag.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}
