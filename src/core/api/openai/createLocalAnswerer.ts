import { z } from 'zod';
import { isErrorCode } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { LocalAnswerer } from '../../remote/index.ts';
import type { OpenAiRoutes } from './createOpenAiRoutes.ts';

const errorSchema = z.object({ error: z.object({ message: z.string(), code: z.string() }) });

/** Answers a batch's requests with this machine's models, by the same routes that others use. */
export function createLocalAnswerer(routes: OpenAiRoutes): LocalAnswerer {
  return async ({ path, body }, signal) => {
    const response = await routes(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        signal,
      }),
    );
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const { message, code } = errorSchema.parse(answer).error;
    throw new AppError(isErrorCode(code) ? code : 'internal.unexpected', message);
  };
}
