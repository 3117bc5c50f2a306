import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { installedModels } from '../../bench/support/installedModels.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { type Library, openLibrary } from '../../src/core/db/index.ts';
import { createInference, type Embedder } from '../../src/core/inference/index.ts';
import { refreshDocuments } from '../../src/core/search/documents/refreshDocuments.ts';
import { createSearch } from '../../src/core/search/index.ts';
import { bm25OverAllFields } from './bm25Peer.ts';
import { fillTiktokLibrary } from './tiktokLibrary.ts';

const data = fileURLToPath(new URL('../../../shared/data/tiktok/', import.meta.url));
/** Kept between runs: embedding it takes minutes. */
const folder = join(import.meta.dirname, '../../node_modules/.cache/eval-tiktok');

const queriesSchema = z.array(
  z.object({ text: z.string(), id: z.string(), purelyVisual: z.boolean() }),
);
type Query = z.infer<typeof queriesSchema>[number];

/** Moments that are looked at for one query: a video may have several. */
const limit = 30;

/**
 * Known-item search on the public TikToks: people described a video that they had seen; where is it in
 * the list of videos? Mean reciprocal rank, and the share within the first ten. The peer is BM25 over
 * all fields as one text, by FTS5.
 */
export async function evaluateRetrieval({ misses }: { misses: boolean }): Promise<string[]> {
  const file = join(data, 'queries.json');
  if (!existsSync(file)) return ['The public TikToks are not beside the project: not measured.'];
  const queries = queriesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const inference = createInference(installedModels(folder));
  const library = await openEmbedded(inference.embedder);
  try {
    while (!refreshDocuments(library, 1_000));
    const peer = bm25OverAllFields(join(data, 'videos.jsonl.gz'));
    const asked = [
      { name: 'BM25 over all fields (peer)', rank: async ({ text }: Query) => peer(text) },
      { name: 'words alone', rank: rankWith(library, undefined) },
      { name: 'words and meaning', rank: rankWith(library, inference.embedder) },
    ];
    const lines: string[] = [];
    for (const { name, rank } of asked) {
      const places: number[] = [];
      for (const query of queries) places.push((await rank(query)).indexOf(query.id));
      lines.push(`${name}: ${figures(places)}`);
      if (!misses || name !== 'words and meaning') continue;
      for (const [at, place] of places.entries()) {
        if (place !== 0) lines.push(`  ${place === -1 ? '–' : place + 1}  ${queries[at]?.text}`);
      }
    }
    return lines;
  } finally {
    library.close();
    await inference.dispose();
  }
}

/** The platform's ids of the videos of the hits, each once. */
function rankWith(
  library: Library,
  embedder: Embedder | undefined,
): (query: Query) => Promise<string[]> {
  const search = createSearch({ library, embedder });
  const idOf = library.db.$client
    .prepare<[string], string>('SELECT external_id FROM videos WHERE id = ?')
    .pluck();
  return async ({ text }) => {
    const { hits } = await search.query({ query: text, limit, filters: {} });
    return [...new Set(hits.map(({ videoId }) => idOf.get(videoId) ?? ''))];
  };
}

function figures(places: readonly number[]): string {
  const found = places.filter((place) => place >= 0);
  const mrr = found.reduce((sum, place) => sum + 1 / (place + 1), 0) / places.length;
  const hits = found.filter((place) => place < 10).length / places.length;
  return `MRR ${mrr.toFixed(3)}, hit@10 ${hits.toFixed(3)}, n ${places.length}`;
}

async function openEmbedded(embedder: Embedder): Promise<Library> {
  const complete = join(folder, 'complete');
  mkdirSync(folder, { recursive: true });
  const library = openLibrary({ directory: folder, clock: systemClock });
  if (existsSync(complete)) return library;
  await fillTiktokLibrary(library, join(data, 'videos.jsonl.gz'), embedder);
  writeFileSync(complete, '');
  return library;
}
