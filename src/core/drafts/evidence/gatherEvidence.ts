import type { Brief, SearchFilters, SearchHit, VideoId } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
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
const maxQuoteCharacters = 220;
const maxTextCharacters = 2_000;
const maxTitleCharacters = 80;
/** Moments that say the same are one moment. */
const sameThreshold = 0.8;
/** Likeness of sentence embeddings: unrelated texts stay below 0.15, related ones begin here. */
const onTopic = 0.25;
/** Enough when the moment also has a word of the topic. */
const nearTopic = 0.1;

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
  const related = await keepRelated(brief.topic, distinct(found), options);
  return spread(related)
    .map((hit) => {
      const { text, startMs, endMs } = quoteMoment(options.library, hit);
      const citation = {
        videoId: hit.videoId,
        title: plainText(visibleText(hit.title), maxTitleCharacters),
        startMs,
        endMs,
        quote: plainText(visibleText(text), maxQuoteCharacters),
      };
      return { kind: hit.kind, context: hit.text, citation };
    })
    .filter(({ citation }) => splitCommands(promptText(citation.quote)).said !== '')
    .map((evidence, i) => ({ id: `e${i + 1}`, ...evidence }));
}

type Moment = SearchHit & { text: string };

function distinct(hits: readonly SearchHit[]): Moment[] {
  const moments: Moment[] = [];
  for (const hit of hits) {
    const text = plainText(visibleText(hit.snippet), maxTextCharacters);
    const known = moments.some(
      (other) =>
        likeness(other.text, text) >= sameThreshold ||
        (other.videoId === hit.videoId &&
          other.kind === hit.kind &&
          other.startMs < hit.endMs &&
          hit.startMs < other.endMs),
    );
    if (!known && /\p{L}/u.test(text)) moments.push({ ...hit, text });
  }
  return moments;
}

async function keepRelated(
  topic: string,
  moments: readonly Moment[],
  { embedder, signal }: GatherOptions,
): Promise<Moment[]> {
  if (moments.length === 0) return [];
  const vectors = await vectorsOf([topic, ...moments.map(({ text }) => text)], embedder, signal);
  const about = vectors?.[0];
  return moments.filter(({ text, matched }, i) => {
    const sharesWord = shareSubject(topic, text);
    const vector = vectors?.[i + 1];
    if (about === undefined || vector === undefined) return sharesWord || matched.includes('words');
    const alike = dot(about, vector);
    return alike >= onTopic || (sharesWord && alike >= nearTopic);
  });
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
      const turn = turns.get(moment.videoId) ?? 0;
      turns.set(moment.videoId, turn + 1);
      return { moment, rank, turn };
    })
    .filter(({ turn }) => turn < perVideo)
    .sort((a, b) => a.turn - b.turn || a.rank - b.rank)
    .slice(0, maxEvidence)
    .map(({ moment }) => moment);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
