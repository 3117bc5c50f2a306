import { isDeep } from '../../../../test/support/isDeep.ts';
import { type KvType, type ModelId, modelIdSchema } from '../../../contract/index.ts';
import { silentLogger } from '../../base/index.ts';
import { createNodeHost } from '../../host/index.ts';
import { createInference, type Inference } from '../createInference.ts';
import type { GenerateRequest } from '../languageModel.ts';
import { createModelStore } from '../models/createModelStore.ts';

const greedy = { maxTokens: 32, temperature: 0, logprobs: 0 };

const subjects =
  'Bread Bicycles Rain Candles Maps Trains Gardens Letters Bridges Clocks Kites Soup Lamps Stones Rivers Chairs Winter Honey Ladders Songs'.split(
    ' ',
  );

/** So many are asked; `npm run test:models:deep` asks all twenty. */
const asked = { different: isDeep ? subjects.length : 6, lists: isDeep ? subjects.length : 4 };

const body = `is the subject of a short video. ${[
  'A woman fries rice and tells how leftovers save a dinner.',
  'A man repairs an old radio and hears a station from far away.',
  'Two friends count how much a week of coffee costs.',
].join(' ')} ${'Each line is honest, short and about one thing. '.repeat(20)}`;

/** Prompts of one length. Their first words differ, so none finds another's prefix. */
export const differentRequests = subjects.slice(0, asked.different).map(
  (subject): GenerateRequest => ({
    prompt: `${subject} ${body}The video about ${subject} begins with the words:`,
    ...greedy,
  }),
);

/**
 * Prompts that the model goes on copying, each a list of its own: what it writes rests on
 * what it has read far back, and it is sure of each token.
 */
export const listRequests = subjects
  .slice(0, asked.lists)
  .map((subject, number): GenerateRequest => {
    // Steps that have no divisor in common with 20 come by every subject once.
    const step = [1, 3, 7, 9, 11, 13, 17, 19][number % 8] ?? 1;
    const list = subjects.map((_, index) => subjects[(number + index * step) % subjects.length]);
    const line = `The list of ${subject}: ${list.join(', ')}, end.\n`;
    return { prompt: `${line.repeat(4)}The list of ${subject}:`, ...greedy };
  });

export interface EngineUse {
  /** 0: planned from the free memory. */
  poolTokens: number;
  /** Where prefixes are kept over restarts; left out: nowhere. */
  prefixesDir?: string;
  /** `f16` when left out. */
  kvType?: KvType;
  /** See InferenceOptions. */
  adapterPaths?: readonly string[];
}

/** The smallest model that writes, with a sliding window. */
export const starterModel = modelIdSchema.parse('gemma-3-270m-base-q4-k-m');

/**
 * Runs something with a real engine on a folder's models, in a process that ends with it.
 * @param modelId the one that writes; the one that the product would take when left out.
 */
export function engineOn(modelsDir: string, modelId?: ModelId) {
  const host = createNodeHost({ libraryDir: '', modelsDir, logger: silentLogger });
  const models = createModelStore({
    host,
    chosen: (task) => (task === 'generate' ? modelId : undefined),
  });
  return async <T>(
    { poolTokens, prefixesDir, kvType = 'f16', adapterPaths = [] }: EngineUse,
    use: (inference: Inference) => Promise<T>,
  ): Promise<T> => {
    const poolChoice = () => ({ poolTokens, kvType });
    const inference = createInference({
      ...{ host, models, poolChoice, adapterPaths },
      ...(prefixesDir !== undefined && { prefixesDir }),
    });
    try {
      return await use(inference);
    } finally {
      await inference.dispose();
    }
  };
}
