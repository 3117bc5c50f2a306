import type { AnswerCitation, PlanQuery, SearchHit, VideoId } from '../../../contract/index.ts';
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
import { coverageOf } from './coverage.ts';
import { type WordWeight, wordWeightsTask } from './wordWeights.ts';

type MomentsQuery = Extract<PlanQuery, { query: 'moments' }>;

export type CitedMoment = Extract<AnswerCitation, { kind: 'moment' }>;

export interface FoundMoments {
  /** On the subject, best first. */
  moments: CitedMoment[];
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
 * What it takes to be on the subject of a question, chosen on eval/ask (docs/ask.md): the share of its
 * words that a moment has, weighted by how much they tell, and the likeness of their embeddings. The
 * nearest moment to a question about nothing is still a moment.
 */
export const onSubject = {
  /** Enough without a look at the meaning. */
  words: 0.6,
  /** Enough without a word in common. */
  meaning: 0.5,
  /** Enough together. */
  both: { words: 0.3, meaning: 0.32 },
};

/** Moments on the subject of a query. Nothing on it: none, whatever search finds nearest. */
export async function findMoments(query: MomentsQuery, tools: MomentTools): Promise<FoundMoments> {
  const { library, search, signal } = tools;
  const { query: _, text, ...filters } = query;
  const words = await library.readers.run(wordWeightsTask, [...new Set(wordsOf(text))], { signal });
  const { hits } = await search.query({ query: text, limit: candidates, filters }, { signal });
  const found = hits.map((hit) => ({ hit, moment: momentOf(library, hit) }));
  const alike = await likenessTo(
    text,
    found.map(({ moment }) => moment.quote),
    tools,
  );
  const judged = found
    .map(({ hit, moment }, at) => {
      const covered = coverageOf(words, { texts: [moment.quote, moment.title, hit.snippet], hit });
      return { moment, covered, meaning: alike?.[at] };
    })
    .filter(({ moment }) => splitCommands(promptText(moment.quote)).said !== '')
    .filter(({ covered, meaning }) => isOnSubject(covered, meaning));
  // Search has ranked them; what has more of the question goes before what has less.
  judged.sort((a, b) => scoreOf(b) - scoreOf(a));
  return {
    moments: spread(distinct(judged.map(({ moment }) => moment))),
    unknownWords: unknownOf(words),
  };
}

function isOnSubject(covered: number, meaning: number | undefined): boolean {
  if (covered >= onSubject.words) return true;
  if (meaning === undefined) return false;
  const { both } = onSubject;
  return meaning >= onSubject.meaning || (covered >= both.words && meaning >= both.meaning);
}

function scoreOf({ covered, meaning }: { covered: number; meaning: number | undefined }): number {
  return covered + (meaning ?? 0);
}

function unknownOf(words: readonly WordWeight[]): string[] {
  return words
    .filter(({ isKnown, word }) => !isKnown && [...word].length > 2)
    .map(({ word }) => word);
}

function momentOf(library: Library, hit: SearchHit): CitedMoment {
  const { text, startMs, endMs } = quoteMoment(library, hit, leastWords);
  return {
    kind: 'moment',
    ...{ videoId: hit.videoId, title: plainText(visibleText(hit.title), 120) },
    ...(hit.channel !== undefined && { channel: plainText(visibleText(hit.channel), 80) }),
    ...{ startMs, endMs, source: hit.kind, hasFile: hit.hasFile },
    quote: plainText(visibleText(text), maxQuoteCharacters),
  };
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
