import { getLlamaGpuTypes } from 'node-llama-cpp';
import { toAppError } from '../../../../base/index.ts';
import { bindFunctions, type LlamaFunctions } from '../../binding/functions.ts';
import { type Backend, loadLibraries } from '../../binding/libraries.ts';

export interface StartedBackend {
  backend: Backend;
  native: LlamaFunctions;
  /** What the user should know, in words. */
  notices: string[];
}

/**
 * The best GPU that node-llama-cpp would choose here, otherwise the CPU. A GPU whose library
 * cannot be loaded is passed over with a notice. GPU paths were never run on the test machine.
 */
export async function startBackend(): Promise<StartedBackend> {
  const notices: string[] = [];
  const gpus = await getLlamaGpuTypes('supported').catch(() => []);
  for (const gpu of gpus) {
    if (gpu === false) continue;
    try {
      return { backend: gpu, native: bindFunctions(loadLibraries(gpu)), notices };
    } catch (error) {
      notices.push(`The GPU (${gpu}) is not available: ${toAppError(error).message}`);
    }
  }
  return { backend: 'cpu', native: bindFunctions(loadLibraries('cpu')), notices };
}
