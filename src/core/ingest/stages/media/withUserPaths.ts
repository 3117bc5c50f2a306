import { AppError, toAppError } from '../../../base/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';

/**
 * The same stage, whose errors name a file that was sent or downloaded by the name it came with:
 * the folder in which it waits means nothing to a person.
 */
export function withUserPaths(
  stage: Stage<IngestPayload>,
  isOurs: (path: string) => boolean,
): Stage<IngestPayload> {
  return {
    ...stage,
    run: async (context) => {
      try {
        await stage.run(context);
      } catch (error) {
        const { path, originalName } = context.payload;
        const { code, message } = toAppError(error);
        if (!isOurs(path) || !message.includes(path)) throw error;
        throw new AppError(code, message.replaceAll(path, originalName), { cause: error });
      }
    },
  };
}
