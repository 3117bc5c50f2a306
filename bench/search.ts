import { modelIdSchema } from '../src/contract/index.ts';
import type { Embedder } from '../src/core/inference/index.ts';
import { createSearch } from '../src/core/search/index.ts';
import { type Benchmark, type BenchmarkResult, type BenchmarkRow, quantile } from './benchmark.ts';
import { type BareQuery, bareQueries } from './search/bareQueries.ts';
import { makeSyntheticLibrary, modelVersion } from './search/syntheticLibrary.ts';
import { SyntheticText } from './search/syntheticText.ts';

export interface SearchBenchmarkOptions {
  chunks?: number;
  /** Different queries of each sort. */
  queries?: number;
  rounds?: number;
}

const bar = 2;

/**
 * A whole search (parse, both lists, fuse, merge, highlight, land on the word) against the bare
 * FTS5 and vector statements on the same database, in turns. The model's time is in neither: a
 * stub has the vectors.
 */
export async function run(options: SearchBenchmarkOptions = {}): Promise<BenchmarkResult> {
  const { chunks = 20_000, queries = 60, rounds = 4 } = options;
  const text = new SyntheticText(7);
  const { library, remove } = makeSyntheticLibrary(chunks, text);
  try {
    const search = createSearch({ library, embedder: stubEmbedder(text) });
    const bare = bareQueries(library);
    const rows: BenchmarkRow[] = [];
    for (const sort of ['plain', 'filtered'] as const) {
      const asked = Array.from({ length: queries }, () => makeQuery(text, sort));
      const ours: number[] = [];
      const peer: number[] = [];
      for (let round = 0; round <= rounds; round++) {
        for (const query of asked) {
          const startMs = performance.now();
          const { hits } = await search.query({ ...query, limit: 10 });
          const betweenMs = performance.now();
          const found = bare(query);
          const endMs = performance.now();
          if (hits.length === 0 || found === 0) throw new Error(`nothing found: ${query.query}`);
          // The first round warms the caches of both.
          if (round === 0) continue;
          ours.push(betweenMs - startMs);
          peer.push(endMs - betweenMs);
        }
      }
      rows.push(toRow(`${sort} query, ${chunks} chunks: p95 (median)`, ours, peer));
    }
    return { name: 'search', rows };
  } finally {
    remove();
  }
}

export const benchmark: Benchmark = { name: 'search', run };

type AskedQuery = BareQuery & { query: string };

/** Two to four words, common and rare ones, asked as a person does. */
function makeQuery(text: SyntheticText, sort: 'plain' | 'filtered'): AskedQuery {
  const words = Array.from({ length: 2 + Math.floor(text.random() * 3) }, () =>
    text.word(Math.floor(10 * 400 ** text.random())),
  );
  const query = text.random() < 0.5 ? words.join(' ') : `how do I ${words.join(' with the ')}?`;
  const filters = sort === 'filtered' ? { platform: 'TikTok', minViews: 100_000 } : {};
  return { query, words, filters, vector: text.vectorOf(words.join(' ')) };
}

function stubEmbedder(text: SyntheticText): Embedder {
  const known = new Map<string, Float32Array>();
  return {
    model: async () => ({
      id: modelIdSchema.parse('synthetic'),
      name: 'Synthetic',
      task: 'embed',
      path: '/synthetic',
      version: modelVersion,
      contextTokens: 512,
      base: false,
      starter: true,
    }),
    embed: async (texts) =>
      texts.map((one) => {
        const vector = known.get(one) ?? text.vectorOf(one);
        known.set(one, vector);
        return vector;
      }),
  };
}

function toRow(what: string, ours: readonly number[], peer: readonly number[]): BenchmarkRow {
  const ratio = quantile(ours, 0.95) / quantile(peer, 0.95);
  return { what, ours: figures(ours), peer: figures(peer), ratio, bar, holds: ratio <= bar };
}

function figures(timesMs: readonly number[]): string {
  return `${quantile(timesMs, 0.95).toFixed(1)} ms (${quantile(timesMs, 0.5).toFixed(1)} ms)`;
}
