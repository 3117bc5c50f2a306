import type {
  Brief,
  Citation,
  SearchFilters,
  SearchHit,
  VideoId,
} from '../../../contract/index.ts';
import { AppError, dot } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Embedder } from '../../inference/index.ts';
import { likeness } from '../support/copiedShare.ts';
import { shareSubject } from '../support/words.ts';
import { splitCommands } from './commands.ts';
import type { Evidence } from './evidence.ts';
import { plainText } from './plainText.ts';
import { promptText, visibleText } from './promptText.ts';
import { quoteMoment } from './quoteMoment.ts';

/** What drafts need of the search room. */
export interface EvidenceSearch {
  query(
    input: { query: string; limit: number; filters: SearchFilters },
    options?: { signal?: AbortSignal },
  ): Promise<{ hits: SearchHit[] }>;
}

export interface GatherOptions {
  library: Library;
  search: EvidenceSearch;
  /** Judges what is on the topic; without it, common words decide. */
  embedder: Embedder | undefined;
  signal: AbortSignal;
}

const maxEvidence = 8;
const perVideo = 3;
const candidateHits = 30;
const maxQuoteCharacters = 300;
const maxTitleCharacters = 80;
/** Moments that say the same are one moment. */
const sameThreshold = 0.8;
/**
 * Likeness of sentence embeddings to the topic: unrelated moments stay below it. A word in common is
 * not enough: “tips” are given on everything.
 */
const onTopic = 0.22;
/** Of the nearest moment's likeness: where one is on the topic itself, what only touches it is not. */
const leastOfNearest = 0.6;

/**
 * The moments a brief can rest on, best first, at most eight, from as many videos as possible.
 * Search by meaning always finds a nearest moment, so each one must be on the topic itself. One that
 * only speaks to a model is none.
 */
export async function gatherEvidence(brief: Brief, options: GatherOptions): Promise<Evidence[]> {
  const queries = [brief.topic];
  if (brief.audience) queries.push(`${brief.topic} ${brief.audience}`);
  const found: SearchHit[] = [];
  for (const query of queries) {
    const { hits } = await options.search.query(
      { query, limit: candidateHits, filters: { kinds: ['speech', 'screen'] } },
      { signal: options.signal },
    );
    found.push(...hits);
  }
  const moments = distinct(found.map((hit) => momentOf(options.library, hit))).filter(
    ({ citation }) => splitCommands(promptText(citation.quote)).said !== '',
  );
  return spread(await keepRelated(brief.topic, moments, options)).map(({ hit, citation }, i) => ({
    id: `e${i + 1}`,
    kind: hit.kind,
    context: hit.snippet,
    citation,
  }));
}

interface Moment {
  hit: SearchHit;
  citation: Citation;
}

function momentOf(library: Library, hit: SearchHit): Moment {
  const { text, startMs, endMs } = quoteMoment(library, hit);
  const citation = {
    videoId: hit.videoId,
    title: plainText(visibleText(hit.title), maxTitleCharacters),
    startMs,
    endMs,
    quote: plainText(visibleText(text), maxQuoteCharacters),
  };
  return { hit, citation };
}

/**
 * Each moment once, in the given order. What is said comes before what is shown: captions repeat the
 * speech, a few words at a time.
 */
function distinct(found: readonly Moment[]): Moment[] {
  const spokenFirst = [...found].sort(
    (a, b) => Number(a.hit.kind === 'screen') - Number(b.hit.kind === 'screen'),
  );
  const moments = new Set<Moment>();
  for (const moment of spokenFirst) {
    const { videoId, startMs, endMs, quote } = moment.citation;
    const known = [...moments].some(
      ({ hit, citation }) =>
        likeness(citation.quote, quote) >= sameThreshold ||
        (citation.videoId === videoId &&
          hit.kind === moment.hit.kind &&
          citation.startMs < endMs &&
          startMs < citation.endMs),
    );
    if (!known && /\p{L}/u.test(quote)) moments.add(moment);
  }
  return found.filter((moment) => moments.has(moment));
}

/** Those on the topic, the nearest first. */
async function keepRelated(
  topic: string,
  moments: readonly Moment[],
  { embedder, signal }: GatherOptions,
): Promise<Moment[]> {
  if (moments.length === 0) return [];
  const quotes = moments.map(({ citation }) => citation.quote);
  const vectors = await vectorsOf([topic, ...quotes], embedder, signal);
  const about = vectors?.[0];
  if (vectors === undefined || about === undefined) {
    return moments.filter(
      ({ hit, citation }) => shareSubject(topic, citation.quote) || hit.matched.includes('words'),
    );
  }
  const sorted = moments
    .map((moment, i) => ({ moment, alike: dot(about, vectors[i + 1] ?? new Float32Array()) }))
    .sort((a, b) => b.alike - a.alike);
  const least = Math.max(onTopic, (sorted[0]?.alike ?? 0) * leastOfNearest);
  return sorted.filter(({ alike }) => alike >= least).map(({ moment }) => moment);
}

async function vectorsOf(
  texts: string[],
  embedder: Embedder | undefined,
  signal: AbortSignal,
): Promise<Float32Array[] | undefined> {
  try {
    return await embedder?.embed(texts, { signal, priority: 'interactive' });
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('model.')) return undefined;
    throw error;
  }
}

/** Best first, but every video has its first turn before any has its second. */
function spread(moments: readonly Moment[]): Moment[] {
  const turns = new Map<VideoId, number>();
  return moments
    .map((moment, rank) => {
      const { videoId } = moment.citation;
      const turn = turns.get(videoId) ?? 0;
      turns.set(videoId, turn + 1);
      return { moment, rank, turn };
    })
    .filter(({ turn }) => turn < perVideo)
    .sort((a, b) => a.turn - b.turn || a.rank - b.rank)
    .slice(0, maxEvidence)
    .map(({ moment }) => moment);
}
