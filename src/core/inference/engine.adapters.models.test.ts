import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelsFolder } from '../../cli/folders.ts';
import type { Inference } from './createInference.ts';
import type { GenerateResult, LoraAdapter } from './languageModel.ts';
import { engineOn, listRequests, starterModel } from './testing/engineFixture.ts';
import { writeLoraFile } from './testing/loraFile.ts';

/** LoRA adapters: each request is computed with its own, beside others and from the cache. */

const withEngine = engineOn(modelsFolder(), starterModel);
const [request] = listRequests;
if (request === undefined) throw new Error('no requests');
const { prompt } = request;

let folder: string;
/** One and another; the first again, half of it twice as strong. */
let one: LoraAdapter;
let other: LoraAdapter;
let halved: LoraAdapter;
/** Otherwise the engine's process starts anew at the first request that names one. */
const adapterPaths: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lora-'));
  const write = async (name: string, seed: number, strength: number): Promise<string> => {
    const path = join(folder, name);
    adapterPaths.push(path);
    await writeLoraFile(path, { seed, strength });
    return path;
  };
  one = { path: await write('one.gguf', 1, 0.2) };
  other = { path: await write('other.gguf', 2, 0.2) };
  halved = { path: await write('doubled.gguf', 1, 0.4), scale: 0.5 };
});
afterAll(() => rm(folder, { recursive: true }));

/** The prompt's logprobs, each of them computed with the adapter. */
async function scoresOf({ languageModel }: Inference, adapter?: LoraAdapter): Promise<number[]> {
  const result = await languageModel.generate({
    ...{ prompt, maxTokens: 0, temperature: 0, logprobs: 0, echo: true },
    ...(adapter !== undefined && { adapter }),
  });
  return (result.prompt?.logprobs ?? []).slice(1).map(({ logprob = Number.NaN }) => logprob);
}

const difference = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? Number.NaN)), 0) / a.length;

test('an adapter changes what is likely as much as its scale says, at 0 nothing', async () => {
  await withEngine({ poolTokens: 2_048, adapterPaths }, async (inference) => {
    const base = await scoresOf(inference);
    const changed = await scoresOf(inference, one);
    const change = difference(changed, base);
    expect(change).toBeGreaterThan(0.1);
    expect(difference(await scoresOf(inference, other), changed)).toBeGreaterThan(0.1);
    // Only rounding is between them: it depends on where in the pool the tokens lie.
    const same = change / 4;
    expect(difference(await scoresOf(inference, { ...one, scale: 0 }), base)).toBeLessThan(same);
    expect(difference(await scoresOf(inference, halved), changed)).toBeLessThan(same);
    expect(difference(await scoresOf(inference), base)).toBeLessThan(same);
  });
});

test('requests of several adapters at once get what each gets alone, and share nothing', async () => {
  const adapters = [undefined, one, other];
  const ask = ({ languageModel }: Inference, adapter: LoraAdapter | undefined) =>
    languageModel.generate({ ...request, ...(adapter !== undefined && { adapter }) });
  const scores = ({ logprobs = [] }: GenerateResult): number[] =>
    logprobs.map(({ logprob }) => logprob);
  const alone = await withEngine({ poolTokens: 2_048, adapterPaths }, async (inference) => {
    const results: GenerateResult[] = [];
    for (const adapter of adapters) results.push(await ask(inference, adapter));
    return results.map(scores);
  });
  const expectAsAlone = (results: readonly GenerateResult[]): void => {
    for (const [index, result] of results.entries()) {
      const apart = alone.map((each) => difference(scores(result), each));
      // Only rounding is between them; another adapter is far off.
      expect(apart.map((each) => each < 0.05)).toEqual(alone.map((_, at) => at === index));
    }
  };

  await withEngine({ poolTokens: 2_048, adapterPaths }, async (inference) => {
    const together = await Promise.all(adapters.map((adapter) => ask(inference, adapter)));
    expectAsAlone(together);
    expect(together.map(({ cachedTokens }) => cachedTokens)).toEqual([0, 0, 0]);
    // Each finds its own prompt again.
    const again = await Promise.all(adapters.map((adapter) => ask(inference, adapter)));
    expectAsAlone(again);
    for (const { cachedTokens, promptTokens } of again) {
      expect(cachedTokens).toBeGreaterThan(promptTokens - 20);
    }
  });
});

test('a file that is no adapter, or of another model, is refused and nothing else fails', async () => {
  const [text, foreign, none] = ['text', 'foreign', 'none'].map((name) => join(folder, name));
  if (text === undefined || foreign === undefined || none === undefined)
    throw new Error('no paths');
  await writeFile(text, 'Not an adapter.');
  await writeLoraFile(foreign, { seed: 1, strength: 0.1, architecture: 'qwen2' });
  const all = [...adapterPaths, text, foreign, none];
  await withEngine({ poolTokens: 2_048, adapterPaths: all }, async (inference) => {
    const ask = (path: string) =>
      inference.languageModel.generate({ ...request, maxTokens: 2, adapter: { path } });
    await expect(ask(text)).rejects.toMatchObject({ code: 'model.damaged' });
    await expect(ask(foreign)).rejects.toMatchObject({ code: 'model.damaged' });
    await expect(ask(none)).rejects.toMatchObject({ code: 'model.missing' });
    expect(await ask(one.path)).toMatchObject({ completionTokens: 2 });
  });
});
