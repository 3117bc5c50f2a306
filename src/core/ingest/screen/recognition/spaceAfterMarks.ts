/**
 * "away,before" as "away, before": the recogniser leaves out the narrow space after a mark more
 * often than any other. Addresses, handles and numbers are left as they are.
 */
export function spaceAfterMarks(text: string): string {
  return text
    .split(' ')
    .map((word) =>
      /[/@#]|www\./iu.test(word)
        ? word
        : word
            .replace(/(?<=\p{L}['’"”)]*)([,;!?:]+)(?=\p{L})/gu, '$1 ')
            // A sentence's end, not "e.g.", "U.S." or "trendroom.app".
            .replace(/(?<=\p{Ll}{2})(\.+)(?=\p{Lu}\p{Ll}|I(?!\p{L}))/gu, '$1 '),
    )
    .join(' ');
}
