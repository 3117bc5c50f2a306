import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { briefSchema, videoIdSchema } from '../src/contract/index.ts';
import { systemClock } from '../src/core/base/index.ts';
import { chatPrompt } from '../src/core/drafts/candidates/prompts/draftPrompt.ts';
import { createDrafts } from '../src/core/drafts/index.ts';
import { checkSupport } from '../src/core/drafts/support/checkSupport.ts';
import {
  createInference,
  type Embedder,
  type Inference,
  type LanguageModel,
} from '../src/core/inference/index.ts';
import { createSearch } from '../src/core/search/index.ts';
import type { TestLibrary } from '../src/core/search/testing/searchLibrary.ts';
import {
  type Benchmark,
  type BenchmarkOptions,
  type BenchmarkResult,
  type BenchmarkRow,
  quantile,
} from './benchmark.ts';
import { openFileModel } from './injections/fileModel.ts';
import { installedModels } from './support/installedModels.ts';
import { openSampleLibrary } from './support/sampleLibrary.ts';

const topics = [
  'saving money on lunch',
  'crispy fries',
  'phone in the bedroom and sleep',
  'packing light for two weeks',
];
const count = 8;
const names = {
  visibleMs: 'until the first word is seen',
  firstMs: 'until the first is kept',
  allMs: 'until the last',
};
/** Together the first may be later: it shares each step with the others. */
const bars = { visibleMs: 1.5, firstMs: 2, allMs: 1 / 3 };

interface Written {
  visibleMs: number;
  firstMs: number;
  allMs: number;
  kept: number;
  ended: number;
  reasons: string[];
}

/**
 * Eight drafts of one brief on the sample clips by a model that follows instructions (`--model
 * FILE.gguf`): candidates together, beside one after the other, each on an engine that just
 * started and has read what all briefs have in common; time to the first word, the first that is kept,
 * and the end. `--rounds` of the topics; `--only` a
 * topic; `--show` prints each draft.
 */
async function run(options: BenchmarkOptions): Promise<BenchmarkResult> {
  if (options.model === undefined) throw new Error('--model takes the path of a GGUF file.');
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-drafts-'));
  const inference = await openFileModel(options.model, folder);
  const embedding = createInference(installedModels(folder));
  const opened = { ...openSampleLibrary(), embedder: embedding.embedder };
  const together: Written[] = [];
  const alone: Written[] = [];
  try {
    for (let round = 0; round < (options.rounds ?? 1); round++) {
      for (const topic of topics.filter((each) => each.includes(options.only ?? ''))) {
        const seed = 1 + round * 1_000;
        const asked = { topic, seed, show: options.show ?? false };
        together.push(await write(inference, opened, asked));
        alone.push(await write(inference, opened, { ...asked, candidatesAtOnce: 1 }));
      }
    }
  } finally {
    await inference.dispose();
    await embedding.dispose();
    opened.close();
    await rm(folder, { recursive: true, force: true });
  }
  return {
    name: 'drafts',
    rows: [
      rowOf('visibleMs', together, alone),
      rowOf('firstMs', together, alone),
      rowOf('allMs', together, alone),
    ],
    notes: [noteOf('together', together), noteOf('one after the other', alone)],
  };
}

interface Asked {
  topic: string;
  seed: number;
  candidatesAtOnce?: number;
  show: boolean;
}

async function write(
  inference: Inference,
  { library, embedder }: TestLibrary & { embedder: Embedder },
  { topic, seed, candidatesAtOnce, show }: Asked,
): Promise<Written> {
  const { languageModel } = inference;
  // A new engine: what the run before left in the prefix cache would be found.
  await inference.dispose();
  await warm(languageModel);
  const drafts = createDrafts({
    ...{ library, languageModel, embedder, clock: systemClock, firstSeed: () => seed },
    search: createSearch({ library }),
    ...(candidatesAtOnce !== undefined && { candidatesAtOnce }),
  });
  const startedAtMs = performance.now();
  const written: Written = {
    ...{ visibleMs: Number.NaN, firstMs: Number.NaN, allMs: 0 },
    ...{ kept: 0, ended: 0, reasons: [] },
  };
  for await (const event of drafts.draft(briefSchema.parse({ topic, count }))) {
    if (event.type === 'token' && Number.isNaN(written.visibleMs)) {
      written.visibleMs = performance.now() - startedAtMs;
    }
    if (event.type !== 'draft' && event.type !== 'dropped') continue;
    if (show) process.stderr.write(`${candidatesAtOnce ?? 'n'} ${JSON.stringify(event)}\n`);
    written.ended++;
    if (event.type === 'dropped') {
      written.reasons.push(event.dropped.reason);
      continue;
    }
    if (written.kept === 0) written.firstMs = performance.now() - startedAtMs;
    written.kept++;
  }
  written.allMs = performance.now() - startedAtMs;
  return written;
}

/** As the app is after its first brief: what the prompts of all briefs have in common is known. */
async function warm(languageModel: LanguageModel): Promise<void> {
  const evidence = { id: 'e1', kind: 'speech' as const, context: 'Rain' };
  const citation = { videoId: videoIdSchema.parse('v'), title: 'Rain', startMs: 0, endMs: 1 };
  const focus = { ...evidence, citation: { ...citation, quote: 'It rains' } };
  const brief = briefSchema.parse({ topic: 'weather' });
  const { request } = chatPrompt(brief, { focus, hookPattern: 'question' });
  const signal = new AbortController().signal;
  await languageModel.generate({ ...request, maxTokens: 1, temperature: 0 });
  await checkSupport('Rain', [focus], { languageModel, signal });
}

function rowOf(
  what: keyof typeof names,
  together: readonly Written[],
  alone: readonly Written[],
): BenchmarkRow {
  const of = (runs: readonly Written[]): number =>
    quantile(runs.map((each) => each[what]).filter(Number.isFinite), 0.5);
  const [ours, peer] = [of(together), of(alone)];
  const bar = bars[what];
  return {
    what: `${count} drafts of one brief, candidates together: ${names[what]}, median`,
    ours: `${(ours / 1_000).toFixed(1)} s`,
    peer: `${(peer / 1_000).toFixed(1)} s`,
    ...{ ratio: ours / peer, bar, holds: ours / peer <= bar },
  };
}

function noteOf(how: string, runs: readonly Written[]): string {
  const sum = (of: (written: Written) => number): number =>
    runs.reduce((all, each) => all + of(each), 0);
  const reasons = new Map<string, number>();
  for (const reason of runs.flatMap((each) => each.reasons)) {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const dropped = [...reasons].map(([reason, times]) => `${times} ${reason}`).join(', ');
  return `${how}: ${sum(({ kept }) => kept)} kept of ${sum(({ ended }) => ended)}; dropped ${dropped || 'none'}`;
}

export const benchmark: Benchmark = { name: 'drafts', run };
