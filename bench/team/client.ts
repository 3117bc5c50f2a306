import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openDesk } from '../../test/team/support/desk.ts';
import type { BenchmarkRow } from '../benchmark.ts';
import { quantile } from '../benchmark.ts';

const bar = 0.95;
/** So long that the server computes most of the time, and does not only read and write HTTP. */
const answerTokens = 64;
const promptWords = 32;
/** Of the generator's prompts, without the template's: they are as long as ours. */
const randomTokens = 54;
const requests = 1_600;
const concurrencies = [64, 96];

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
 * Requests a second of our batch beside `vllm bench serve` at its best concurrency: prompts and
 * answers of the same lengths, in short turns, ours between each two of its. The first turns, which also
 * find its two best concurrencies, do not count.
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
  }));
  const ours: number[] = [];
  const tokens = { ours: 0, theirs: 0 };
  const pairs: number[] = [];
  for (let round = 0; round < options.rounds; round++) {
    for (const rival of rivals) {
      const before = await promptTokens(options);
      const rate = await batchRate(options);
      const between = await promptTokens(options);
      const rivalRate = await generatorRate(options, rival.concurrency);
      tokens.ours += between - before;
      tokens.theirs += (await promptTokens(options)) - between;
      ours.push(rate);
      rival.rates.push(rivalRate);
      pairs.push(rate / rivalRate);
    }
  }
  const medians = rivals.map(({ concurrency, rates }) => ({
    concurrency,
    rate: quantile(rates, 0.5),
  }));
  const [best = { concurrency: 0, rate: Number.NaN }] = medians.toSorted((a, b) => b.rate - a.rate);
  const rate = quantile(ours, 0.5);
  return {
    row: {
      what: `${requests} requests of ${answerTokens} tokens to one vLLM: requests/s beside its load generator at ${best.concurrency}`,
      ours: `${rate.toFixed(1)}/s`,
      peer: `${best.rate.toFixed(1)}/s`,
      ratio: rate / best.rate,
      bar,
      atLeast: true,
      holds: rate / best.rate >= bar,
    },
    note: `Prompts took ${perRequest(tokens.ours, ours)} and ${perRequest(tokens.theirs, ours)} tokens. Turn by turn: ${pairs.map((pair) => pair.toFixed(2)).join(', ')}; ours ${spread(ours)}, the generator's ${spread(rivals.flatMap(({ rates }) => rates))} requests/s.`,
  };
}

function perRequest(tokens: number, turns: readonly number[]): string {
  return (tokens / turns.length / requests).toFixed(1);
}

/** All that the server has read so far. */
async function promptTokens({ url }: ClientBenchmarkOptions): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^vllm:prompt_tokens_total\{[^}]*\} (\S+)$/m.exec(text)?.[1]);
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)}`;
}

async function batchRate({ url, key, name }: ClientBenchmarkOptions): Promise<number> {
  const desk = await openDesk({ key });
  try {
    await desk.addServer(url, 'chat', { model: name });
    const startedMs = performance.now();
    const { id } = desk.batches.create(
      { name: 'Load', kind: 'chat', place: 'there' },
      Array.from({ length: requests }, (_, number) => ({
        customId: `row-${number}`,
        body: {
          messages: [{ role: 'user', content: promptOf(number) }],
          ...{ max_tokens: answerTokens, ignore_eos: true, temperature: 0 },
        },
      })),
    );
    desk.batches.start();
    for await (const { batches } of desk.batches.watch()) {
      if (batches.every(({ state }) => state === 'done')) break;
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    const { progress } = desk.batches.get(id).batch;
    if (progress.done !== requests) throw new Error(`${progress.done} of ${requests} are done.`);
    return requests / seconds;
  } finally {
    await desk.close();
  }
}

const words = ['saving', 'lunch', 'money', 'Friday', 'scrolling', 'hook', 'score', 'three'];

function promptOf(number: number): string {
  const text = Array.from({ length: promptWords }, (_, i) => words[(number * 7 + i * i) % 8]);
  return `${number} ${text.join(' ')}`;
}

const resultSchema = z.object({ completed: z.number(), request_throughput: z.number() });

async function generatorRate(
  options: ClientBenchmarkOptions,
  concurrency: number,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-load-'));
  try {
    const { python, url, name, model, key } = options;
    const child = spawn(
      python,
      [
        ...['-m', 'vllm.entrypoints.cli.main', 'bench', 'serve', '--backend', 'openai-chat'],
        ...['--base-url', url, '--endpoint', '/v1/chat/completions', '--model', name],
        ...['--tokenizer', model, '--dataset-name', 'random', '--num-prompts', `${requests}`],
        ...['--random-input-len', `${randomTokens}`, '--random-output-len', `${answerTokens}`],
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
    const { completed, request_throughput: rate } = resultSchema.parse(JSON.parse(text));
    if (completed !== requests) throw new Error(`It completed ${completed} of ${requests}.`);
    return rate;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
