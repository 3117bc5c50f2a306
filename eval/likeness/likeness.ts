import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { modelIdSchema } from '../../src/contract/index.ts';
import { dot, silentLogger } from '../../src/core/base/index.ts';
import { createNodeHost } from '../../src/core/host/index.ts';
import {
  createInference,
  createModelStore,
  type Embedder,
} from '../../src/core/inference/index.ts';
import { singlesToHalves } from '../../src/core/inference/models/convert/halfFloats.ts';
import { readSamples } from '../../test/support/samples.ts';

const textsSchema = z.object({
  /** Sentences on things that have nothing in common, in several languages. */
  unlike: z.array(z.string()),
  /** Queries on nothing that the samples are about. */
  nothing: z.array(z.string()),
  queries: z.array(
    z.object({ language: z.string(), query: z.string(), clips: z.array(z.string()) }),
  ),
});
const prefixesSchema = z.object({ query: z.string(), passage: z.string() });

export interface LikenessOptions {
  /** An id of `models list`, which is installed. */
  model: string;
  /** Print the centers of a model that is told these: `QUERY|PASSAGE`. */
  centers?: string | undefined;
}

/**
 * What an embedding model finds in the sample clips, by language, and how well its likeness tells what
 * is there from what is not. With `centers` also what a catalogue entry of it needs.
 */
export async function evaluateLikeness(options: LikenessOptions): Promise<string[]> {
  const texts = textsSchema.parse(
    JSON.parse(readFileSync(new URL('./texts.json', import.meta.url), 'utf8')),
  );
  const modelsDir =
    process.env.TRENDROOM_MODELS ??
    join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'trendroom', 'models');
  const host = createNodeHost({ libraryDir: '', modelsDir, logger: silentLogger });
  const chosen = modelIdSchema.parse(options.model);
  const inference = createInference({
    host,
    models: createModelStore({ host, chosen: () => chosen }),
  });
  try {
    if (options.centers !== undefined) {
      return await printCenters(inference.embedder, texts.unlike, options.centers);
    }
    return await measure(inference.embedder, texts);
  } finally {
    await inference.dispose();
  }
}

async function measure(embedder: Embedder, texts: z.infer<typeof textsSchema>): Promise<string[]> {
  const { name, embedding } = await embedder.model();
  const { truth } = readSamples();
  const passages = Object.entries(truth.files).flatMap(([file, { sentences, onScreen }]) =>
    [...sentences, ...onScreen].map(({ text }) => ({ text, clip: file.replace(/\.mp4$/, '') })),
  );
  const vectors = await embedder.embed(
    passages.map(({ text }) => text),
    { priority: 'batch' },
  );
  const nearest = async (queries: readonly string[]) => {
    const asked = await embedder.embed(queries, { priority: 'batch', as: 'query' });
    return asked.map((query) => {
      const likenesses = vectors.map((vector) => dot(vector, query));
      const most = Math.max(...likenesses);
      return { likeness: most, clip: passages[likenesses.indexOf(most)]?.clip ?? '' };
    });
  };
  const queries = [
    ...texts.queries,
    ...truth.queries.map(({ query, file }) => ({
      ...{ language: 'en', query, clips: [file.replace(/\.mp4$/, '')] },
    })),
  ];
  const found = await nearest(queries.map(({ query }) => query));
  const asked = queries.map((query, at) => ({ ...query, found: found[at] }));
  const right = asked.filter(({ clips, found: it }) => it !== undefined && clips.includes(it.clip));
  const nothing = (await nearest(texts.nothing)).map(({ likeness }) => likeness);
  nothing.sort((one, other) => other - one);
  const [most = 0, second = 0] = nothing;
  const likenesses = right.map(({ found: it }) => it?.likeness ?? 0);
  const above = (floor: number) => likenesses.filter((likeness) => likeness >= floor).length;
  return [
    `${name}, least likeness ${embedding?.minLikeness ?? 'the usual one'}`,
    ...['en', 'es', 'it'].map((language) => {
      const of = asked.filter((each) => each.language === language).length;
      const count = right.filter((each) => each.language === language).length;
      return `queries in ${language} whose nearest text is of the right clip: ${count} of ${of}`;
    }),
    `nearest of ${nothing.length} queries on nothing: ${most.toFixed(3)}, ${second.toFixed(3)}, …`,
    `right ones that are above the first: ${above(most)} of ${right.length}; above the second: ${above(second)}`,
  ];
}

async function printCenters(
  embedder: Embedder,
  texts: readonly string[],
  prefixes: string,
): Promise<string[]> {
  const [query, passage] = prefixes.split('|');
  const given = prefixesSchema.parse({ query, passage });
  const center = async (prefix: string): Promise<string> => {
    const told = texts.map((text) => `${prefix}${text}`);
    const vectors = await embedder.embed(told, { priority: 'batch', as: 'raw' });
    const length = vectors[0]?.length ?? 0;
    const mean = Float32Array.from(
      { length },
      (_, at) => vectors.reduce((sum, vector) => sum + (vector[at] ?? 0), 0) / vectors.length,
    );
    return Buffer.from(singlesToHalves(new Uint8Array(mean.buffer))).toString('base64');
  };
  const profile = {
    ...{ queryPrefix: given.query, passagePrefix: given.passage },
    ...{ queryCenter: await center(given.query), passageCenter: await center(given.passage) },
  };
  return [JSON.stringify(profile, null, 2)];
}
