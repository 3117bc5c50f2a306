import { z } from 'zod';
import { isErrorCode } from '../../../contract/index.ts';
import { AppError, priorities } from '../../base/index.ts';
import type { ResourceSlots } from '../../jobs/index.ts';
import type { LocalAnswerer } from '../../remote/index.ts';
import type { OpenAiRoutes } from './createOpenAiRoutes.ts';

const errorSchema = z.object({ error: z.object({ message: z.string(), code: z.string() }) });

/** Above 0 is a batch's, as vLLM has it. */
const batchPriority = 1;

/**
 * Answers a batch's requests with this machine's models, by the same routes that others use. A
 * batch goes after everything else on this machine, whatever its requests say.
 */
export function createLocalAnswerer(routes: OpenAiRoutes, slots: ResourceSlots): LocalAnswerer {
  return async ({ path, body }, signal) => {
    const isEmbedding = path.endsWith('/embeddings');
    const given = isEmbedding ? body : { ...body, priority: batchPriority };
    const ask = (): Promise<Response> =>
      routes(
        new Request(`http://localhost${path}`, {
          method: 'POST',
          body: JSON.stringify(given),
          signal,
        }),
      );
    // Generating takes the slot itself, for all that runs together.
    const response = isEmbedding
      ? await slots.run('cpu', priorities.batch, signal, ask)
      : await ask();
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const { message, code } = errorSchema.parse(answer).error;
    throw new AppError(isErrorCode(code) ? code : 'internal.unexpected', message);
  };
}
