import type { ImportedRecord } from '../record/importedRecord.ts';

const maxCharacters = 100;

/** Its title, else how its description begins, else what it is known by. */
export function titleOf({
  title,
  description,
  platform,
  externalId,
  url,
}: Pick<ImportedRecord, 'title' | 'description' | 'platform' | 'externalId' | 'url'>): string {
  const told = title ?? '';
  if (told !== '') return told;
  const [first = ''] = (description ?? '').trim().split('\n');
  const opening = first.replace(/\s+/g, ' ').trim();
  if (opening !== '') return cut(opening);
  return externalId === undefined ? (url ?? platform) : `${platform} ${externalId}`;
}

/** At the end of a word, where there is one. */
function cut(text: string): string {
  if (text.length <= maxCharacters) return text;
  const start = text.slice(0, maxCharacters - 1).toWellFormed();
  const end = start.lastIndexOf(' ');
  return `${(end > maxCharacters / 2 ? start.slice(0, end) : start).replace(/\uFFFD$/, '')}…`;
}
