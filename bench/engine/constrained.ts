import type { Constraint } from '../../src/core/inference/index.ts';
import type { BenchmarkRow } from '../benchmark.ts';
import { undisturbed } from '../support/quietMachine.ts';
import { type EngineBench, median } from './engineBench.ts';
import { PromptText } from './promptText.ts';

const bar = 1.3;
const answerTokens = 96;
const repeats = 4;

const constraints: readonly { name: string; constraint: Constraint }[] = [
  {
    name: 'a JSON schema',
    constraint: {
      schema: {
        type: 'object',
        properties: { hooks: { type: 'array', items: { type: 'string' }, minItems: 30 } },
      },
    },
  },
  { name: 'a regular expression', constraint: { regex: '[a-z]{1,12}( [a-z]{1,12}){200}' } },
];

/** Milliseconds for a token of an answer that must hold to a form, beside a free one's. */
export async function constrained(bench: EngineBench): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const { name, constraint } of constraints) {
    const times: { free: number[]; held: number[] } = { free: [], held: [] };
    for (let turn = 0; turn < bench.rounds * repeats; turn++) {
      times.free.push((await undisturbed(() => msPerToken(bench, turn))).result);
      times.held.push((await undisturbed(() => msPerToken(bench, turn, constraint))).result);
    }
    const [held, free] = [median(times.held), median(times.free)];
    rows.push({
      what: `a token held to ${name}, beside a free one`,
      ours: `${held.toFixed(2)} ms`,
      peer: `${free.toFixed(2)} ms`,
      ratio: held / free,
      bar,
      holds: held / free <= bar,
    });
  }
  return rows;
}

async function msPerToken(
  { ours }: EngineBench,
  seed: number,
  constraint?: Constraint,
): Promise<number> {
  let firstAtMs: number | undefined;
  const { completionTokens } = await ours.inference.languageModel.generate(
    {
      ...{ prompt: new PromptText(seed).words(60), maxTokens: answerTokens },
      ...{ temperature: 0.8, seed, ...(constraint !== undefined && { constraint }) },
    },
    {
      onText: () => {
        firstAtMs ??= performance.now();
      },
    },
  );
  const endedAtMs = performance.now();
  if (completionTokens < answerTokens / 2) {
    throw new Error(`An answer ended after ${completionTokens} tokens: too few to time.`);
  }
  return (endedAtMs - (firstAtMs ?? endedAtMs)) / (completionTokens - 1);
}
