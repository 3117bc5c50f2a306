import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelsFolder } from '../../cli/folders.ts';
import type { GenerateResult } from './languageModel.ts';
import { engineOn, listRequests } from './testing/engineFixture.ts';

/**
 * The first 32 greedy tokens are the same whether a prompt is read alone or shared,
 * chunked, preempted or restored. All batches have one shape: answers are written one at a time.
 * The prompts are ones whose answers the model is sure of: llama.cpp rounds by where a token's
 * cells lie, so that two tokens which are as likely can change places.
 */

const withEngine = engineOn(modelsFolder());
let prefixesDir: string;
let alone: GenerateResult[];
beforeAll(async () => {
  prefixesDir = await mkdtemp(join(tmpdir(), 'prefixes-'));
  alone = await withEngine({ poolTokens: 0 }, async ({ languageModel }) => {
    const results: GenerateResult[] = [];
    for (const request of listRequests) results.push(await languageModel.generate(request));
    return results;
  });
});
afterAll(() => rm(prefixesDir, { recursive: true }));

const tokensOf = ({ logprobs = [] }: GenerateResult): string[] =>
  logprobs.map(({ token }) => token);

function expectAsAlone(results: readonly GenerateResult[]): void {
  expect(results.map(tokensOf)).toEqual(alone.map(tokensOf));
}

test('the model says a list again, each its own', () => {
  expect(new Set(alone.map(({ text }) => text)).size).toBe(listRequests.length);
  expect(alone.every((result) => tokensOf(result).length === 32)).toBe(true);
});

test('of a prompt that is found in the cache', async () => {
  const shared = await withEngine({ poolTokens: 0 }, async ({ languageModel }) => {
    const results: GenerateResult[] = [];
    for (const request of listRequests) {
      await languageModel.generate({ ...request, maxTokens: 1 });
      results.push(await languageModel.generate(request));
    }
    return results;
  });
  expect(shared.every(({ cachedTokens, promptTokens }) => cachedTokens > promptTokens - 20)).toBe(
    true,
  );
  expectAsAlone(shared);
});

test('of a prompt that is read in chunks between another’s tokens', async () => {
  const chunked = await withEngine({ poolTokens: 0 }, async ({ languageModel }) => {
    const results: GenerateResult[] = [];
    for (const request of listRequests) {
      // It takes most of the step's budget of 512 tokens, so the other's prompt comes in two parts.
      const long = `${request.prompt} Then: ${'One more line about it. '.repeat(24)}`;
      const [, result] = await Promise.all([
        languageModel.generate({ prompt: `0 ${long}`, maxTokens: 1, temperature: 0 }),
        languageModel.generate(request, { priority: 'batch' }),
      ]);
      results.push(result);
    }
    return results;
  });
  expectAsAlone(chunked);
});

test('of an answer that loses its blocks on the way and gets them back', async () => {
  await withEngine({ poolTokens: 1_024 }, async ({ languageModel, engine }) => {
    const results: GenerateResult[] = [];
    for (const request of listRequests) {
      const person = { prompt: `1 ${'A person asks at length. '.repeat(140)}`, maxTokens: 1 };
      let asked: Promise<GenerateResult> | undefined;
      const onText = (): void => {
        asked ??= languageModel.generate({ ...person, temperature: 0 });
      };
      results.push(await languageModel.generate(request, { priority: 'batch', onText }));
      await asked;
    }
    expectAsAlone(results);
    expect((await engine.stats()).requests.preemptions).toBeGreaterThanOrEqual(listRequests.length);
  });
});

test('of a prompt that was restored from the disk', async () => {
  const named = listRequests.map((request, index) => ({ ...request, prefixName: `${index}` }));
  await withEngine({ poolTokens: 0, prefixesDir }, async ({ languageModel }) => {
    for (const request of named) await languageModel.generate({ ...request, maxTokens: 1 });
  });
  await withEngine({ poolTokens: 0, prefixesDir }, async ({ languageModel }) => {
    const results: GenerateResult[] = [];
    for (const request of named) results.push(await languageModel.generate(request));
    for (const { cachedTokens, promptTokens } of results) {
      expect(cachedTokens).toBeGreaterThan(promptTokens - 20);
    }
    expectAsAlone(results);
  });
});
