const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** `English` for `en`; the tag itself when it names no language. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    // A tag that is not well-formed; videos carry what their source wrote.
    return tag;
  }
}
