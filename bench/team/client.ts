import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openDevice } from '../../test/team/support/device.ts';
import type { BenchmarkRow } from '../benchmark.ts';
import { quantile } from '../benchmark.ts';
import { undisturbed } from '../support/quietMachine.ts';

const bar = 0.95;
/** So long that the server computes most of the time, and does not only read and write HTTP. */
const answerTokens = 64;
const promptWords = 32;
/**
 * So many that starting and finding out what the server takes are a small part, as in real batches.
 */
const requests = 4_800;
const concurrencies = [64, 96, 128];

export interface ClientBenchmarkOptions {
  /** A vLLM with the model under `name`; its Python, for its load generator. */
  url: string;
  key: string;
  name: string;
  model: string;
  python: string;
  rounds: number;
}

/**
 * Requests a second of our batch beside `vllm bench serve` at its best concurrency: the same
 * prompts and lengths of answers, in short turns, ours between each two of its. The first turns,
 * which also find its two best concurrencies, do not count. A turn that other programs disturb is
 * made again.
 */
export async function clientBench(
  options: ClientBenchmarkOptions,
): Promise<{ row: BenchmarkRow; note: string }> {
  await batchRate(options);
  const tried: { concurrency: number; rate: number }[] = [];
  for (const concurrency of concurrencies) {
    tried.push({ concurrency, rate: await generatorRate(options, concurrency) });
  }
  const [one, other] = tried.toSorted((a, b) => b.rate - a.rate);
  if (one === undefined || other === undefined) throw new Error('Nothing was measured.');
  const rivals = [one, other].map(({ concurrency }) => ({
    concurrency,
    rates: [] as number[],
    pairs: [] as number[],
  }));
  const ours: number[] = [];
  let disturbed = 0;
  for (let round = 0; round < options.rounds; round++) {
    for (const rival of rivals) {
      const turn = await undisturbed(() => batchRate(options));
      const rivalTurn = await undisturbed(() => generatorRate(options, rival.concurrency));
      disturbed += [turn, rivalTurn].filter(({ isDisturbed }) => isDisturbed).length;
      ours.push(turn.result);
      rival.rates.push(rivalTurn.result);
      rival.pairs.push(turn.result / rivalTurn.result);
    }
  }
  const [best] = rivals.toSorted((a, b) => quantile(b.rates, 0.5) - quantile(a.rates, 0.5));
  if (best === undefined) throw new Error('Nothing was measured.');
  // Its two best are close to each other, and a server's speed is not: all turns tell more.
  const pairs = rivals.flatMap((rival) => rival.pairs);
  const ratio = quantile(pairs, 0.5);
  const turns = rivals.map(
    ({ concurrency, pairs }) =>
      `${pairs.map((pair) => pair.toFixed(2)).join(', ')} beside ${concurrency}`,
  );
  return {
    row: {
      what: `${requests} requests of ${answerTokens} tokens to one vLLM: requests/s beside its load generator at its best, ${best.concurrency} at a time`,
      ours: `${quantile(ours, 0.5).toFixed(1)}/s`,
      peer: `${quantile(best.rates, 0.5).toFixed(1)}/s`,
      ratio,
      bar,
      atLeast: true,
      holds: ratio >= bar,
    },
    note: `Turn by turn: ${turns.join('; ')}; ours ${spread(ours)}, the generator's ${spread(rivals.flatMap(({ rates }) => rates))} requests/s; ${disturbed} turns were disturbed.`,
  };
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)}`;
}

async function batchRate({ url, key, name }: ClientBenchmarkOptions): Promise<number> {
  const device = await openDevice({ key });
  try {
    await device.addServer(url, 'chat', { model: name });
    const startedMs = performance.now();
    const { id } = await device.batches.create(
      { name: 'Load', kind: 'chat', place: 'remote' },
      Array.from({ length: requests }, (_, number) => ({
        customId: `row-${number}`,
        body: {
          messages: [{ role: 'user', content: promptOf(number) }],
          ...{ max_tokens: answerTokens, ignore_eos: true, temperature: 0 },
        },
      })),
    );
    device.batches.start();
    for await (const { batches } of device.batches.watch()) {
      if (batches.every(({ state }) => state === 'done')) break;
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    const { progress } = device.batches.get(id).batch;
    if (progress.done !== requests) throw new Error(`${progress.done} of ${requests} are done.`);
    return requests / seconds;
  } finally {
    await device.close();
  }
}

/** In the form of ShareGPT's, of which the generator takes the first turn as it is. */
function conversation(_: unknown, number: number): object {
  return { conversations: [{ value: promptOf(number) }, { value: '' }] };
}

const words = ['saving', 'lunch', 'money', 'Friday', 'scrolling', 'hook', 'score', 'three'];

function promptOf(number: number): string {
  const text = Array.from({ length: promptWords }, (_, i) => words[(number * 7 + i * i) % 8]);
  return `${number} ${text.join(' ')}`;
}

const resultSchema = z.object({ duration: z.number() });

async function generatorRate(
  options: ClientBenchmarkOptions,
  concurrency: number,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-load-'));
  try {
    const { python, url, name, model, key } = options;
    const prompts = join(folder, 'prompts.json');
    await writeFile(prompts, JSON.stringify(Array.from({ length: requests }, conversation)));
    const child = spawn(
      python,
      [
        ...['-m', 'vllm.entrypoints.cli.main', 'bench', 'serve', '--backend', 'openai-chat'],
        ...['--base-url', url, '--endpoint', '/v1/chat/completions', '--model', name],
        ...['--tokenizer', model, '--num-prompts', `${requests}`],
        ...['--dataset-name', 'sharegpt', '--dataset-path', prompts],
        ...['--sharegpt-output-len', `${answerTokens}`],
        ...['--temperature', '0', '--ignore-eos', '--max-concurrency', `${concurrency}`],
        ...['--save-result'],
        ...['--result-dir', folder, '--result-filename', 'result.json', '--disable-tqdm'],
      ],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, OPENAI_API_KEY: key, HF_HUB_OFFLINE: '1', VLLM_NO_USAGE_STATS: '1' },
      },
    );
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4_000);
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`vllm bench serve ended with ${code}: ${errors}`);
    const text = await readFile(join(folder, 'result.json'), 'utf8');
    // It calls an answer whose tokens are all special ones, which have no text, a failure.
    return requests / resultSchema.parse(JSON.parse(text)).duration;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
