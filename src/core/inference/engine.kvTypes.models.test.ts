import { expect, test } from 'vitest';
import { modelsFolder } from '../../cli/folders.ts';
import type { KvType } from '../../contract/index.ts';
import type { Inference } from './createInference.ts';
import type { GenerateResult } from './languageModel.ts';
import { engineOn, listRequests, starterModel } from './testing/engineFixture.ts';

/** Keys and values in fewer bits: what is written stays what is written alone, and hardly differs from f16. */

const withEngine = engineOn(modelsFolder(), starterModel);
const requests = listRequests.slice(0, 3);

const tokensOf = ({ logprobs = [] }: GenerateResult): number[] => logprobs.map(({ id }) => id);

/** Of the last request's prompt: the logprob of each token after the first. */
async function scoresOf({ languageModel }: Inference): Promise<number[]> {
  const prompt = requests.at(-1)?.prompt ?? '';
  const scored = { prompt, maxTokens: 0, temperature: 0, logprobs: 0, echo: true };
  const result = await languageModel.generate(scored);
  return (result.prompt?.logprobs ?? []).slice(1).map(({ logprob = Number.NaN }) => logprob);
}

/** Largest mean difference of a token's logprob from f16; docs/engine.md has what was measured on prose. */
const maxMeanError: Record<Exclude<KvType, 'f16'>, number> = { q8_0: 0.1, q4_0: 0.15 };

test.each(['q8_0', 'q4_0'] as const)(
  '%s: alone, shared and in chunks it writes the same',
  async (kvType) => {
    const exact = await withEngine({ poolTokens: 2_048 }, scoresOf);
    await withEngine({ poolTokens: 2_048, kvType }, async (inference) => {
      const { languageModel, engine } = inference;
      const alone: number[][] = [];
      for (const request of requests) alone.push(tokensOf(await languageModel.generate(request)));
      expect(new Set(alone.map((tokens) => tokens.join())).size).toBe(requests.length);

      const shared = [];
      for (const request of requests) shared.push(await languageModel.generate(request));
      for (const { cachedTokens, promptTokens } of shared) {
        expect(cachedTokens).toBeGreaterThan(promptTokens - 20);
      }
      expect(shared.map(tokensOf)).toEqual(alone);

      const chunked = [];
      for (const request of requests) {
        const long = `${request.prompt} Then: ${'One more line about it. '.repeat(24)}`;
        const [, result] = await Promise.all([
          languageModel.generate({ prompt: `0 ${long}`, maxTokens: 1, temperature: 0 }),
          languageModel.generate(request, { priority: 'batch' }),
        ]);
        chunked.push(result);
      }
      expect(chunked.map(tokensOf)).toEqual(alone);

      const scores = await scoresOf(inference);
      expect(scores.length).toBe(exact.length);
      const errors = scores.map((score, index) => Math.abs(score - (exact[index] ?? Number.NaN)));
      const meanError = errors.reduce((sum, error) => sum + error, 0) / errors.length;
      expect(meanError).toBeGreaterThan(0);
      expect(meanError).toBeLessThan(maxMeanError[kvType]);

      const { plan } = await engine.stats();
      const share = (plan?.poolBytes ?? 0) / ((plan?.poolBytes ?? 0) + (plan?.savedBytes ?? 0));
      expect(share).toBeCloseTo(kvType === 'q8_0' ? 0.53 : 0.41, 2);
    });
  },
);
