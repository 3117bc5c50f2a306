import type { VideoId } from '../../../contract/index.ts';
import type { Library, ReadTask } from '../../db/index.ts';
import { parseQuery, weightParts } from '../../search/index.ts';

export interface WordWeight {
  word: string;
  /** Inverse document frequency: how much the word tells. */
  weight: number;
  /** True when some video has it. */
  isKnown: boolean;
}

/** How much each word of a question tells in this library. */
export const wordWeightsTask: ReadTask<readonly string[], WordWeight[]> = {
  name: 'ask.wordWeights',
  priority: 'interactive',
  run: (library: Library, words) => {
    const isIn = library.db.$client.prepare<[string], number>(
      'SELECT 1 FROM documents_fts WHERE documents_fts MATCH ? LIMIT 1',
    );
    return words.map((word) => {
      const { parts } = parseQuery(word);
      const isKnown = parts.some((part) => isIn.get(part) !== undefined);
      const [weighted] = weightParts(library, parts.slice(0, 1));
      return { word, weight: weighted?.weight ?? 0, isKnown };
    });
  },
};

export interface VideoWords {
  videoId: VideoId;
  /** Those of the words that the video has somewhere. */
  words: string[];
}

/** Which words of a question each video has, wherever they are: a moment has only a part of them. */
export const videoWordsTask: ReadTask<
  { words: readonly string[]; videoIds: readonly VideoId[] },
  VideoWords[]
> = {
  name: 'ask.videoWords',
  priority: 'interactive',
  run: (library, { words, videoIds }) => {
    const has = library.db.$client.prepare<[string, VideoId], number>(
      `SELECT 1 FROM documents_fts WHERE documents_fts MATCH ?
         AND rowid = (SELECT id FROM video_documents WHERE video_id = ?)`,
    );
    return videoIds.map((videoId) => ({
      videoId,
      words: words.filter((word) =>
        parseQuery(word).parts.some((part) => has.get(part, videoId) !== undefined),
      ),
    }));
  },
};
