import type { ColumnMap } from './columnMap.ts';
import { countNames } from './importedRecord.ts';
import type { RecordField } from './recordFields.ts';

/** A row of a table as a record's own fields; the counts of a row are one snapshot. */
export function fromRow(cells: readonly string[], columns: ColumnMap): object {
  const cell = (field: RecordField): string | undefined => {
    const column = columns[field];
    const text = column === undefined ? undefined : cells[column]?.trim();
    return text === '' ? undefined : text;
  };
  const snapshot: Record<string, string | undefined> = { observedAt: cell('observedAt') };
  for (const name of countNames) snapshot[name] = cell(name);
  return {
    platform: cell('platform'),
    id: cell('id'),
    url: cell('url'),
    title: cell('title'),
    description: cell('description'),
    tags: listIn(cell('tags'), /[\s,;|#[\]"']+/),
    channel: {
      id: cell('channelId'),
      name: cell('channelName'),
      url: cell('channelUrl'),
      followers: cell('followers'),
    },
    publishedAt: cell('publishedAt'),
    durationSeconds: cell('durationSeconds'),
    language: cell('language'),
    soundName: cell('soundName'),
    transcript: cell('transcript'),
    onScreenText: cell('onScreenText'),
    metrics: [snapshot],
    products: listIn(cell('products'), /[;|]+/),
  };
}

function listIn(text: string | undefined, separators: RegExp): string[] {
  return text === undefined ? [] : text.split(separators).filter((part) => part !== '');
}
