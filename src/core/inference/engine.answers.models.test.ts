import { expect, test } from 'vitest';
import { modelsFolder } from '../../cli/folders.ts';
import type { GenerateResult } from './languageModel.ts';
import { engineOn, listRequests, starterModel } from './testing/engineFixture.ts';

/** Several answers to one prompt, and answers that reach the end of their room. */

const withEngine = engineOn(modelsFolder(), starterModel);

const tokensOf = ({ logprobs = [] }: GenerateResult): number[] => logprobs.map(({ id }) => id);

test('eight answers read their prompt once, hold it once, and say what each says alone', async () => {
  const [request, other] = listRequests;
  if (request === undefined || other === undefined) throw new Error('no requests');
  await withEngine({ poolTokens: 4_096 }, async ({ languageModel, engine }) => {
    const before = await engine.stats();
    let mostBlocks = 0;
    let looking: Promise<void> | undefined;
    const look = (): void => {
      looking ??= engine.stats().then(({ blocks: { used } }) => {
        mostBlocks = Math.max(mostBlocks, used);
        looking = undefined;
      });
    };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => languageModel.generate(request, { onText: look })),
    );
    await looking;
    const { tokens } = await engine.stats();
    const promptTokens = answers[0]?.promptTokens ?? 0;
    // All but the last one, after which the first token is chosen.
    expect(tokens.prompt - before.tokens.prompt).toBe(promptTokens - 1);
    const cached = answers.map(({ cachedTokens }) => cachedTokens);
    expect(cached.toSorted((a, b) => a - b)).toEqual([0, ...Array(7).fill(promptTokens)]);
    // What an answer of 32 tokens adds of its own takes up to three blocks.
    expect(mostBlocks).toBeGreaterThan(0);
    expect(mostBlocks).toBeLessThanOrEqual(Math.floor(promptTokens / 16) + 8 * 3);

    const alone = await withEngine({ poolTokens: 4_096 }, (fresh) =>
      fresh.languageModel.generate(request),
    );
    expect(answers.map(tokensOf)).toEqual(Array(8).fill(tokensOf(alone)));

    const drawn = await Promise.all(
      Array.from({ length: 4 }, (_, seed) =>
        languageModel.generate({ ...other, temperature: 2, seed }),
      ),
    );
    expect(new Set(drawn.map(({ text }) => text)).size).toBe(4);
  });
});

test('an answer that fills its room ends with `length`; nothing before it was shifted out', async () => {
  const [list] = listRequests;
  if (list === undefined) throw new Error('no requests');
  const answer = async (poolTokens: number, extra = 0) =>
    withEngine({ poolTokens }, async ({ languageModel }) => {
      const { maxRequestTokens, tokens } = await languageModel.tokenize(list);
      const maxTokens = 512 - 16 - tokens.length + extra;
      const result = await languageModel.generate({ ...list, maxTokens, ignoresEnd: true });
      return { result, maxTokens, maxRequestTokens };
    });
  const { result, maxTokens, maxRequestTokens } = await answer(512);
  expect(maxRequestTokens).toBe(496);
  expect(maxTokens).toBeGreaterThan(60);
  expect(result).toMatchObject({ finish: 'length', completionTokens: maxTokens });
  // With room to spare the same is written: each token saw all before it.
  const { result: roomy } = await answer(2_048);
  expect(tokensOf(result)).toEqual(tokensOf(roomy));
  await expect(answer(512, 1)).rejects.toMatchObject({
    code: 'usage.invalid',
    message: expect.stringContaining('exceeds the 496 tokens of the KV cache'),
  });
});

test('a batch of texts is embedded beside an answer that is written', async () => {
  const [list] = listRequests;
  if (list === undefined) throw new Error('no requests');
  await withEngine({ poolTokens: 1_024 }, async ({ languageModel, embedder }) => {
    await embedder.embed(['The model is loaded.']);
    let written = 0;
    let isWriting = true;
    const controller = new AbortController();
    const writing = languageModel
      .generate(
        { ...list, maxTokens: 600, ignoresEnd: true },
        { signal: controller.signal, onText: () => written++ },
      )
      .catch(() => {})
      .finally(() => {
        isWriting = false;
      });
    await expect.poll(() => written, { timeout: 60_000 }).toBeGreaterThan(0);
    const before = written;
    const texts = Array.from({ length: 96 }, (_, index) => `A text about the number ${index}.`);
    const vectors = await embedder.embed(texts, { priority: 'batch' });
    // Neither waited for the other's end.
    expect(isWriting).toBe(true);
    expect(written).toBeGreaterThan(before);
    controller.abort();
    await writing;
    expect(vectors).toHaveLength(96);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });
});
