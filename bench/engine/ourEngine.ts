import { createInference, type Inference } from '../../src/core/inference/index.ts';
import { installedModels } from '../support/installedModels.ts';
import { type Contestant, submitAll, warmUpPrompt } from './contestant.ts';

export interface OurEngine extends Contestant {
  readonly inference: Inference;
}

/** The product's own engine with the user's model. */
export function createOurEngine(): OurEngine {
  const { host, models } = installedModels('');
  const inference = createInference({ host, models });
  const warmUp = async (): Promise<void> => {
    await inference.languageModel.generate({ prompt: warmUpPrompt, maxTokens: 2, temperature: 0 });
  };
  return {
    name: 'ours',
    inference,
    start: warmUp,
    reset: async () => {
      inference.dispose();
      await warmUp();
    },
    generate: (requests, { onText } = {}) =>
      submitAll(requests, async ({ prompt, maxTokens, priority }, index) => {
        const submittedAtMs = performance.now();
        let firstTokenAtMs: number | undefined;
        const { promptTokens, completionTokens } = await inference.languageModel.generate(
          { prompt, maxTokens, temperature: 0 },
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
    stop: async () => inference.dispose(),
  };
}
