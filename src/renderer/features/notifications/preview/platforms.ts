export type Platform = 'android' | 'windows' | 'macos';

interface Cut {
  platform: Platform;
  titleCharacters: number;
  bodyCharacters: number;
  /** The text is one line: what breaks it is shown as a space. */
  isOneLine: boolean;
}

/**
 * Where Chrome's notifications are cut off, about: operating systems cut by width, which differs by
 * device, font and letter. No vendor states a number; these are what services that send have measured.
 * - Windows: a title of two lines, 70 characters, and four lines of text, 140: Batch, "What is the
 *   optimal length for every web push notification?" (doc.batch.com); PushOwl measured 70 and 141.
 * - macOS: a title of one line, 35 (Batch; Firepush, "Push character limits"), and 80 of the text
 *   (Firepush; others up to 88).
 * - Android, before it is opened: a title of 40 (Firepush) and one line of text, 50 (Batch).
 */
export const cuts: readonly Cut[] = [
  { platform: 'android', titleCharacters: 40, bodyCharacters: 50, isOneLine: true },
  { platform: 'windows', titleCharacters: 70, bodyCharacters: 140, isOneLine: false },
  { platform: 'macos', titleCharacters: 35, bodyCharacters: 80, isOneLine: false },
];

/** A message as a platform shows it. */
export function shownOn(
  { titleCharacters, bodyCharacters, isOneLine }: Cut,
  { title, body }: { title: string; body: string },
): { title: Shortened; body: Shortened } {
  return {
    title: shortened(title.replaceAll(/\s+/g, ' ').trim(), titleCharacters),
    body: shortened(isOneLine ? body.replaceAll(/\s+/g, ' ').trim() : body.trim(), bodyCharacters),
  };
}

export interface Shortened {
  text: string;
  isCut: boolean;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first characters, as people count them, with an ellipsis in place of the rest. */
export function shortened(text: string, maxCharacters: number): Shortened {
  const characters: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    if (characters.length === maxCharacters) {
      return { text: `${characters.slice(0, -1).join('').trimEnd()}…`, isCut: true };
    }
    characters.push(segment);
  }
  return { text, isCut: false };
}
