import { isStopWord } from '../../../search/index.ts';
import { hashtagsOf, isGeneralTag } from './hashtags.ts';
import type { VideoText } from './readTexts.ts';

/** Words that are said everywhere, beside the stop words of search. */
const everyday = new Set(
  `like just get got know one now dont im its thats really yeah okay going gonna want make made
  think see say said people thing things time way good new day today back come take need let even
  much many only here after before over more most other first last part video reply replying
  not right thanks thank look looks looking hey feel feels yes literally actually pretty great
  anyone everyone every each until without around using used called different own another why how
  follow link bio comment comments love best use still never always every something someone`.split(
    /\s+/,
  ),
);
const maxWords = 8;
/** Of a label. */
const labelWords = 3;
/** A word is a topic's if so many of its videos have it. */
const minVideos = 2;
/** Of all videos, from which a topic is the whole. */
const wholeShare = 0.9;
/** Of the videos of such a topic. */
const sharedByMost = 0.5;
/** Who wrote a hashtag named the topic. */
const hashtagWeight = 1.5;

export interface TopicWords {
  /** The most telling words, joined; empty when its videos share none: nobody could say its topic. */
  label: string;
  words: string[];
}

/**
 * The words that set each topic apart, by c-TF-IDF (M. Grootendorst, BERTopic, 2022) with videos in
 * place of occurrences, so that one talkative video names no topic: the share of the topic's videos
 * that have the word, times ln(1 + all videos / videos with it). Hashtags count half as much again.
 * What chance may give is left out: a word counts when it is so much more frequent within than
 * everywhere that its log-likelihood, videos · ln(share within / share everywhere), is at least
 * half of 1.5 + ln(all videos), and one at least must reach the whole of it. A topic of nearly all videos
 * has nothing to be set apart from: it is named by the words that most of its videos have.
 * `topicOf` gives the number of a video's topic, below `topics`, or undefined.
 */
export function labelTopics(
  texts: Iterable<VideoText>,
  topicOf: (video: VideoText) => number | undefined,
  topics: number,
): TopicWords[] {
  const everywhere = new Map<string, number>();
  const within = Array.from({ length: topics }, () => new Map<string, number>());
  const sizes = new Int32Array(topics);
  const asTags = new Map<string, number>();
  let videos = 0;
  for (const video of texts) {
    videos++;
    const topic = topicOf(video);
    const own = topic === undefined ? undefined : within[topic];
    if (topic !== undefined) sizes[topic] = (sizes[topic] ?? 0) + 1;
    const tags = hashtagsOf(video.text, video.tags);
    for (const tag of tags) add(asTags, tag);
    for (const word of new Set([...tags, ...wordsOf(video.text)])) {
      add(everywhere, word);
      if (own !== undefined) add(own, word);
    }
  }
  const minSurprise = 1.5 + Math.log(Math.max(1, videos));
  return within.map((counts, topic) => {
    const size = Math.max(1, sizes[topic] ?? 0);
    const isWhole = size >= videos * wholeShare;
    const weighed = [...counts]
      .filter(([, count]) => count >= Math.min(minVideos, size))
      .map(([word, count]) => {
        const all = everywhere.get(word) ?? count;
        const isTag = (asTags.get(word) ?? 0) * 2 >= all;
        const rarity = Math.log(1 + videos / all);
        const surprise = count * Math.log((count / size) * (videos / all));
        const weight = (count / size) * rarity * (isTag ? hashtagWeight : 1);
        return { word, share: count / size, surprise, weight };
      })
      .filter(({ share, surprise }) =>
        isWhole ? share >= sharedByMost : surprise >= minSurprise / 2,
      )
      .sort((a, b) => b.weight - a.weight || a.word.localeCompare(b.word));
    const tells = ({ surprise }: { surprise: number }): boolean =>
      isWhole || surprise >= minSurprise;
    if (!weighed.some(tells)) return { label: '', words: [] };
    const words = withoutRepeats(weighed.map(({ word }) => word)).slice(0, maxWords);
    return { label: words.slice(0, labelWords).join(', '), words };
  });
}

/** `dnd` and `dndtiktok`, `beard` and `beards` say the same: the first stays. */
function withoutRepeats(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (const word of words.slice(0, 40)) {
    const repeats = kept.some((other) => word.startsWith(other) || other.startsWith(word));
    if (!repeats) kept.push(word);
  }
  return kept;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/#[\p{L}\p{N}_]+|@[\w.]+|https?:\/\/\S+/gu, ' ')
    .split(/[^\p{L}\p{N}'’]+/u)
    .map((word) => word.replace(/['’].*$/u, ''))
    .filter(
      (word) =>
        word.length > 2 &&
        word.length <= 30 &&
        !/^\d+$/.test(word) &&
        !isStopWord(word) &&
        !everyday.has(word) &&
        !isGeneralTag(word),
    );
}

function add(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}
