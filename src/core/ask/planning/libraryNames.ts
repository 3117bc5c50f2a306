import type { VideoId } from '../../../contract/index.ts';
import type { Library, ReadTask } from '../../db/index.ts';

/** Names of the library that stand in a question: all that a plan takes from the library. */
export interface LibraryNames {
  platforms: string[];
  channels: string[];
  videos: { id: VideoId; title: string }[];
}

const maxNames = 20;

/** Finds names of channels, titles and platforms in a question; case is ignored, whole words count. */
export const libraryNamesTask: ReadTask<string, LibraryNames> = {
  name: 'ask.libraryNames',
  priority: 'interactive',
  run: ({ db }: Library, question) => {
    const asked = question.toLowerCase();
    const { $client } = db;
    const isNamed = (name: string): boolean => standsIn(asked, name.toLowerCase());
    const channels = $client
      .prepare<[string], string>(
        `SELECT DISTINCT name FROM channels WHERE length(name) >= 3 AND instr(?, lower(name)) > 0
         ORDER BY length(name) DESC LIMIT 200`,
      )
      .pluck()
      .all(asked)
      .filter((name) => isNamed(name) && isMeant(question, name));
    const videos = $client
      .prepare<[string], { id: VideoId; title: string }>(
        `SELECT id, title FROM videos WHERE length(title) >= 6 AND instr(?, lower(title)) > 0
         ORDER BY length(title) DESC, id LIMIT ${maxNames}`,
      )
      .all(asked)
      .filter(({ title }) => isNamed(title) && (title.includes(' ') || isQuoted(question, title)));
    const platforms = $client
      .prepare<[], string>(
        'SELECT DISTINCT platform FROM videos WHERE platform IS NOT NULL LIMIT 100',
      )
      .pluck()
      .all();
    return {
      platforms: platforms.filter(isNamed),
      channels: channels.slice(0, maxNames),
      videos,
    };
  },
};

function standsIn(asked: string, name: string): boolean {
  for (let at = asked.indexOf(name); at !== -1; at = asked.indexOf(name, at + 1)) {
    const before = asked.slice(0, at).at(-1) ?? ' ';
    const after = asked.at(at + name.length) ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}_]/u.test(after)) return true;
  }
  return false;
}

/** A channel called “cooking” is meant only where the question says that it means a channel. */
function isMeant(question: string, name: string): boolean {
  if (/[\s\d_.-]/.test(name)) return true;
  const quoted = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const asChannel = new RegExp(
    `(?:@|\\b(?:by|from|channel|creator|did|does|has|compare|vs\\.?|versus)\\s+["“]?)${quoted}(?![\\p{L}\\p{N}])|${quoted}(?:['’]s?\\s|\\s+(?:says?|said|talks?|channel))`,
    'iu',
  );
  return asChannel.test(question) || isQuoted(question, name);
}

function isQuoted(question: string, name: string): boolean {
  return ['"', '“', '«', '„'].some((mark) =>
    question.toLowerCase().includes(`${mark}${name.toLowerCase()}`),
  );
}
