import type { ReportSentence, SentenceValue } from '../../../../contract/index.ts';

export type SentencePart = { at: number; text: string; value?: SentenceValue };

/** A sentence with its numbers apart, in their order; a number that is not found stays text. */
export function splitSentence({
  text,
  values,
}: Pick<ReportSentence, 'text' | 'values'>): SentencePart[] {
  const parts: SentencePart[] = [];
  let from = 0;
  for (const value of values) {
    const at = text.indexOf(value.text, from);
    if (at === -1) continue;
    if (at > from) parts.push({ at: from, text: text.slice(from, at) });
    parts.push({ at, text: value.text, value });
    from = at + value.text.length;
  }
  if (from < text.length) parts.push({ at: from, text: text.slice(from) });
  return parts;
}
