import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { KvType } from '../../src/contract/index.ts';
import { createInference, type Inference } from '../../src/core/inference/index.ts';
import type { BenchmarkRow } from '../benchmark.ts';
import { installedModels } from '../support/installedModels.ts';
import type { EngineMeasurement } from './engineBench.ts';

/** Prose that every copy of the project has. */
const texts = ['reliability', 'security'];
/** So much of each is read at once: some 750 tokens. */
const textCharacters = 3_000;

/** Largest mean difference of a token's logprob from f16, in nats. */
const bars: Record<Exclude<KvType, 'f16'>, number> = { q8_0: 0.1, q4_0: 0.15 };

/** How far the probabilities of a text's tokens are from those that f16 gives. */
export const kvTypes: EngineMeasurement = async ({ ours, note }) => {
  await ours.inference.dispose();
  const { scores: exact, again } = await scoresWith('f16');
  const rounding = mean(
    again.map((score, index) => Math.abs(score - (exact[index] ?? Number.NaN))),
  );
  note(
    `kv-types: ${exact.length} tokens of the project's documentation. f16 read twice, in other cells, differs by ${rounding.toFixed(4)} in the mean: llama.cpp rounds by where they lie.`,
  );
  const rows: BenchmarkRow[] = [];
  for (const kvType of ['q8_0', 'q4_0'] as const) {
    const { scores } = await scoresWith(kvType);
    const differences = scores.map((score, index) => score - (exact[index] ?? Number.NaN));
    const absolute = differences.map(Math.abs).toSorted((a, b) => a - b);
    const error = mean(absolute);
    rows.push({
      what: `logprob of a token with KV in ${kvType}, mean difference from f16`,
      ours: `${error.toFixed(4)} (95th percentile ${(absolute[Math.floor(absolute.length * 0.95)] ?? 0).toFixed(3)}, largest ${(absolute.at(-1) ?? 0).toFixed(2)})`,
      peer: `f16; perplexity ${(100 * (Math.exp(-mean(differences)) - 1)).toFixed(2)} % above its ${Math.exp(-mean(exact)).toFixed(2)}`,
      ratio: error,
      bar: bars[kvType],
      holds: error <= bars[kvType],
    });
  }
  return rows;
};

/** Logprobs of the texts' tokens, and of f16 once more. */
async function scoresWith(kvType: KvType): Promise<{ scores: number[]; again: number[] }> {
  const { host, models } = installedModels('');
  const poolChoice = () => ({ poolTokens: 4_096, kvType });
  const inference = createInference({ host, models, poolChoice });
  try {
    const scores = await scoresOf(inference);
    return { scores, again: kvType === 'f16' ? await scoresOf(inference) : [] };
  } finally {
    await inference.dispose();
  }
}

async function scoresOf({ languageModel }: Inference): Promise<number[]> {
  const scores: number[] = [];
  for (const name of texts) {
    const path = fileURLToPath(new URL(`../../docs/${name}.md`, import.meta.url));
    const prompt = (await readFile(path, 'utf8')).slice(0, textCharacters);
    const scored = { prompt, maxTokens: 0, temperature: 0, logprobs: 0, echo: true };
    const { prompt: read } = await languageModel.generate(scored);
    for (const { logprob } of read?.logprobs ?? []) {
      if (logprob !== undefined) scores.push(logprob);
    }
  }
  return scores;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
