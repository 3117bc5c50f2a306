/**
 * A text as a cell of RFC 4180 CSV. Spreadsheets run a cell that begins like a formula, some also
 * with the full-width signs, and some pass over spaces and other characters without a shape before
 * it. An apostrophe keeps it text (OWASP).
 */
export function csvCell(text: string): string {
  const safe = /^[\s\p{C}]*[=+\-@＝＋－＠−﹢﹣﹦﹫]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
