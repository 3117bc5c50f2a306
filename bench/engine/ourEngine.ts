import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInference, type Inference } from '../../src/core/inference/index.ts';
import { installedModels } from '../support/installedModels.ts';
import { type Contestant, submitAll, warmUpPrompt } from './contestant.ts';

export interface OurEngine extends Contestant {
  readonly inference: Inference;
}

/** The product's own engine with the user's model; prefixes are saved in a folder of its own. */
export async function createOurEngine(): Promise<OurEngine> {
  const prefixesDir = await mkdtemp(join(tmpdir(), 'trendroom-bench-'));
  const { host, models } = installedModels('');
  const inference = createInference({ host, models, prefixesDir });
  const warmUp = async (): Promise<void> => {
    await inference.languageModel.generate({ prompt: warmUpPrompt, maxTokens: 2, temperature: 0 });
  };
  return {
    name: 'ours',
    inference,
    start: warmUp,
    reset: warmUp,
    generate: (requests, { onText } = {}) =>
      submitAll(requests, async ({ prompt, maxTokens, priority, prefixName }, index) => {
        const submittedAtMs = performance.now();
        let firstTokenAtMs: number | undefined;
        const { promptTokens, completionTokens } = await inference.languageModel.generate(
          { prompt, maxTokens, temperature: 0, ...(prefixName !== undefined && { prefixName }) },
          {
            priority,
            onText: () => {
              firstTokenAtMs ??= performance.now();
              onText?.(index);
            },
          },
        );
        const endedAtMs = performance.now();
        return {
          promptTokens,
          completionTokens,
          submittedAtMs,
          firstTokenAtMs: firstTokenAtMs ?? endedAtMs,
          endedAtMs,
        };
      }),
    stop: async () => {
      await inference.dispose();
      await rm(prefixesDir, { recursive: true, force: true });
    },
  };
}
