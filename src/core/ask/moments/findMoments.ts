import type {
  AnswerCitation,
  ChunkKind,
  PlanQuery,
  SearchHit,
  VideoId,
} from '../../../contract/index.ts';
import { AppError, dot } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import {
  likeness,
  plainText,
  promptText,
  quoteMoment,
  splitCommands,
  visibleText,
  wordsOf,
} from '../../drafts/index.ts';
import type { Embedder } from '../../inference/index.ts';
import type { Search } from '../../search/index.ts';
import { type Coverage, coverageOf, shareOf } from './coverage.ts';
import { videoWordsTask, type WordWeight, wordWeightsTask } from './wordWeights.ts';

type MomentsQuery = Extract<PlanQuery, { query: 'moments' }>;

export type CitedMoment = Extract<AnswerCitation, { kind: 'moment' }>;

export interface FoundMoments {
  /** On the subject, best first. */
  moments: CitedMoment[];
  /** Those of them that have its words, not only its meaning: a model may write from them. */
  strong: CitedMoment[];
  /** Words of the question that no video has. */
  unknownWords: string[];
}

export interface MomentTools {
  library: Library;
  search: Pick<Search, 'query'>;
  /** Left out: words alone decide what is on the subject. */
  embedder: Embedder | undefined;
  signal: AbortSignal;
}

const candidates = 30;
const maxMoments = 8;
const perVideo = 2;
const maxQuoteCharacters = 300;
/** A sentence of fewer words is quoted with the one behind it. */
const leastWords = 14;
/** Moments that say the same are one moment. */
const sameThreshold = 0.8;

/**
 * What it takes to be on the subject of a question, chosen on eval/ask (docs/ask.md). The nearest moment to
 * a question about nothing is still a moment, and one rare word of two is soon found in a comment: so of
 * two words both count, of more at least two that tell most of it.
 */
const onSubject = {
  /** Enough without a look at the meaning: so much of the question, in so many words. */
  words: { share: 0.55, atLeast: 2 },
  /** Enough of a moment whose video speaks of three words and nearly all of the question. */
  video: { share: 0.8, atLeast: 3, moment: 0.25 },
  /** Cosine of the embeddings: enough without a word in common. */
  meaning: 0.42,
  /** Enough together. */
  both: { words: 0.3, meaning: 0.34 },
};

/** What is said counts more than what is shown, and that more than what viewers write. */
const worth: Record<ChunkKind, number> = {
  speech: 0.3,
  screen: 0.15,
  title: 0.1,
  picture: 0.1,
  comment: 0,
  watermark: 0,
  seen: 0,
};

/** Moments on the subject of a query. Nothing on it: none, whatever search finds nearest. */
export async function findMoments(query: MomentsQuery, tools: MomentTools): Promise<FoundMoments> {
  const { library, search, signal } = tools;
  const { query: _, text, ...filters } = query;
  const words = await library.readers.run(wordWeightsTask, [...new Set(wordsOf(text))], { signal });
  const { hits } = await search.query({ query: text, limit: candidates, filters }, { signal });
  // Who made a video is no answer.
  const told = hits.filter(({ kind }) => kind !== 'watermark');
  const found = told.map((hit) => ({ hit, moment: momentOf(library, hit, words) }));
  const videoIds = [...new Set(hits.map(({ videoId }) => videoId))];
  const known = words.filter(({ isKnown }) => isKnown).map(({ word }) => word);
  const ofVideos = new Map(
    (await library.readers.run(videoWordsTask, { words: known, videoIds }, { signal })).map(
      (each) => [each.videoId, each.words],
    ),
  );
  const alike = await likenessTo(
    text,
    found.map(({ moment }) => moment.quote),
    tools,
  );
  const judged = found
    .map(({ hit, moment }, at) => {
      const covered = coverageOf(words, [moment.quote, moment.title, hit.snippet], hit);
      const has = ofVideos.get(hit.videoId) ?? [];
      const ofVideo = shareOf(
        words,
        words.filter(({ word }) => has.includes(word)),
      );
      return { moment, covered, ofVideo, meaning: alike?.[at] };
    })
    .filter(({ moment }) => splitCommands(promptText(moment.quote)).said !== '')
    .filter((each) => isOnSubject(each, words.length));
  // Search has ranked them; what has more of the question goes before what has less.
  judged.sort((a, b) => scoreOf(b) - scoreOf(a));
  const moments = spread(withoutTitles(distinct(judged.map(({ moment }) => moment))));
  const hasWords = new Set(
    judged
      .filter(({ covered }) => covered.share >= onSubject.words.share)
      .map(({ moment }) => moment),
  );
  return {
    moments,
    strong: moments.filter((moment) => hasWords.has(moment)),
    unknownWords: unknownOf(words),
  };
}

interface Likeness {
  /** What the moment has of the question, and what its whole video has. */
  covered: Coverage;
  ofVideo: Coverage;
  meaning: number | undefined;
}

function isOnSubject({ covered, ofVideo, meaning }: Likeness, asked: number): boolean {
  const { words, video, both } = onSubject;
  if (covered.share >= words.share && covered.words >= Math.min(words.atLeast, asked)) return true;
  const isVideo = ofVideo.share >= video.share && ofVideo.words >= video.atLeast;
  if (isVideo && covered.share >= video.moment) return true;
  if (meaning === undefined) return false;
  return meaning >= onSubject.meaning || (covered.share >= both.words && meaning >= both.meaning);
}

function scoreOf({
  covered,
  ofVideo,
  meaning,
  moment,
}: Likeness & { moment: CitedMoment }): number {
  return covered.share + ofVideo.share / 2 + (meaning ?? 0) + worth[moment.source];
}

function unknownOf(words: readonly WordWeight[]): string[] {
  return words
    .filter(({ isKnown, word }) => !isKnown && [...word].length > 2)
    .map(({ word }) => word);
}

function momentOf(library: Library, hit: SearchHit, words: readonly WordWeight[]): CitedMoment {
  const { startMs, endMs, ...found } = quoteMoment(library, hit, leastWords);
  const text = hit.kind === 'comment' ? commentOf(library, hit, words) : found.text;
  return {
    kind: 'moment',
    ...{ videoId: hit.videoId, title: plainText(visibleText(hit.title), 120) },
    ...(hit.channel !== undefined && { channel: plainText(visibleText(hit.channel), 80) }),
    ...{ startMs, endMs, source: hit.kind, hasFile: hit.hasFile },
    quote: plainText(visibleText(text), maxQuoteCharacters),
  };
}

/** Of the comments that were found together, the one that has most of the question. */
function commentOf({ db }: Library, hit: SearchHit, words: readonly WordWeight[]): string {
  const texts = db.$client
    .prepare<[VideoId], string>(
      'SELECT text FROM comments WHERE video_id = ? ORDER BY likes DESC NULLS LAST, key LIMIT 500',
    )
    .pluck()
    .all(hit.videoId);
  const ranked = texts.map((text) => ({ text, covered: coverageOf(words, [text]).share }));
  const best = ranked.reduce((one, other) => (other.covered > one.covered ? other : one), {
    ...{ text: hit.snippet, covered: 0 },
  });
  return best.text;
}

/** Each once; what is said goes before what is shown, which repeats it. */
function distinct(moments: readonly CitedMoment[]): CitedMoment[] {
  const kept: CitedMoment[] = [];
  for (const moment of moments) {
    const { videoId, startMs, endMs, quote, source } = moment;
    if (!/\p{L}/u.test(quote)) continue;
    const at = kept.findIndex(
      (other) =>
        likeness(other.quote, quote) >= sameThreshold ||
        (other.videoId === videoId &&
          isTimed(other) &&
          other.startMs < endMs &&
          startMs < other.endMs &&
          likeness(other.quote, quote) >= sameThreshold / 2),
    );
    if (at === -1) kept.push(moment);
    else if (source === 'speech' && kept[at]?.source === 'screen') kept[at] = moment;
  }
  return kept;
}

/** A title says what its video is called, which every citation says: it stands for one that has no more. */
function withoutTitles(moments: readonly CitedMoment[]): CitedMoment[] {
  const isTitle = ({ source, quote, title }: CitedMoment): boolean =>
    source === 'title' && likeness(quote, title) >= sameThreshold;
  const told = new Set(moments.filter((moment) => !isTitle(moment)).map(({ videoId }) => videoId));
  return moments.filter((moment) => !isTitle(moment) || !told.has(moment.videoId));
}

function isTimed({ endMs }: CitedMoment): boolean {
  return endMs > 0;
}

/** Best first, but every video has its first turn before any has its second. */
function spread(moments: readonly CitedMoment[]): CitedMoment[] {
  const turns = new Map<VideoId, number>();
  return moments
    .map((moment, rank) => {
      const turn = turns.get(moment.videoId) ?? 0;
      turns.set(moment.videoId, turn + 1);
      return { moment, rank, turn };
    })
    .filter(({ turn }) => turn < perVideo)
    .sort((a, b) => a.turn - b.turn || a.rank - b.rank)
    .slice(0, maxMoments)
    .map(({ moment }) => moment);
}

async function likenessTo(
  text: string,
  quotes: readonly string[],
  { embedder, signal }: MomentTools,
): Promise<number[] | undefined> {
  if (embedder === undefined || quotes.length === 0) return undefined;
  try {
    const control = { signal, priority: 'interactive' as const };
    const [asked, ...vectors] = await embedder.embed([text, ...quotes], control);
    return asked === undefined ? undefined : vectors.map((vector) => dot(asked, vector));
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('model.')) return undefined;
    throw error;
  }
}
