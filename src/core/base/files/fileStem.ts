/** A name that is safe in any file system, of letters, digits and dashes; undefined when none is left. */
export function fileStem(title: string): string | undefined {
  const stem = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return stem === '' ? undefined : stem;
}
