import { stat } from 'node:fs/promises';
import { AppError } from '../../../../base/index.ts';
import type { LoraAdapter } from '../../../languageModel.ts';
import type { ScaledAdapter } from '../../binding/context.ts';
import type { LlamaFunctions } from '../../binding/functions.ts';
import type { LlamaModel } from '../../binding/model.ts';

export interface AdaptersOptions {
  native: Pick<LlamaFunctions, 'loadAdapter' | 'freeAdapter' | 'invocationTokens'>;
  model: Pick<LlamaModel, 'pointer'>;
  /** Runs something while nothing is computed. */
  between<T>(task: () => T): Promise<T>;
}

/** Stands for the model's own weights. */
export const noAdapter = 0;

/**
 * LoRA adapters of one loaded model, read when they are first asked for; llama.cpp frees them with
 * the model. Each file, version and scale has a number of its own, so that nothing computed with
 * one is taken for another's.
 */
export class Adapters {
  readonly #options: AdaptersOptions;
  readonly #ids = new Map<string, Promise<number>>();
  readonly #loaded: (ScaledAdapter | undefined)[] = [undefined];

  constructor(options: AdaptersOptions) {
    this.#options = options;
  }

  /** Undefined for {@link noAdapter}. */
  get(id: number): ScaledAdapter | undefined {
    return this.#loaded[id];
  }

  /** Errors: `model.missing`, `model.damaged` when the file is none, or of another model. */
  async idOf(adapter: LoraAdapter | undefined): Promise<number> {
    if (adapter === undefined) return noAdapter;
    const { path, scale = 1 } = adapter;
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) {
      throw new AppError('model.missing', `The adapter ${path} is missing.`);
    }
    // A file that was replaced holds other weights.
    const key = JSON.stringify([path, found.size, found.mtimeMs, scale]);
    const id = this.#ids.get(key) ?? this.#options.between(() => this.#load(path, scale));
    this.#ids.set(key, id);
    id.catch(() => this.#ids.delete(key));
    return id;
  }

  #load(path: string, scale: number): number {
    const { native, model } = this.#options;
    const pointer = native.loadAdapter(model.pointer, path);
    if (pointer === null) {
      const text = `llama.cpp cannot use ${path} with this model: it is not a GGUF of a LoRA adapter, is damaged, or was made for another model.`;
      throw new AppError('model.damaged', text);
    }
    if (Number(native.invocationTokens(pointer)) > 0) {
      native.freeAdapter(pointer);
      const text = `${path} applies only after certain words (aLoRA), which the engine does not support.`;
      throw new AppError('model.damaged', text);
    }
    return this.#loaded.push({ pointer, scale }) - 1;
  }
}
