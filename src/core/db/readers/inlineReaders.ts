import { toAppError } from '../../base/index.ts';
import type { Library, Readers } from '../library.ts';

/** Runs each read at once on the caller's event loop and the library's own connection. */
export function createInlineReaders(library: () => Library): Readers {
  return {
    run: async (task, input, control = {}) => {
      try {
        control.signal?.throwIfAborted();
        return await task.run(library(), input, control);
      } catch (error) {
        throw toAppError(error);
      }
    },
    dispose: async () => {},
  };
}
