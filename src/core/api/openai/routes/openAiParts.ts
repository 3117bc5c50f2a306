import type { Embedder, EngineView, LanguageModel, LoraAdapter } from '../../../inference/index.ts';
import type { WaitingRequests } from '../admission/waitingRequests.ts';

/** A LoRA adapter that clients ask for as a model of this name. */
export interface NamedAdapter extends LoraAdapter {
  readonly name: string;
}

/** What the routes answer with. */
export interface OpenAiParts {
  languageModel: LanguageModel;
  embedder: Embedder;
  engine: EngineView;
  /** Of the model that writes. */
  adapters?: readonly NamedAdapter[] | undefined;
  /** Bounds what may wait for the engine; undefined: everything may. */
  waiting?: WaitingRequests | undefined;
}
