import type { Embedder, EngineView, LanguageModel } from '../../../inference/index.ts';
import type { WaitingRequests } from '../admission/waitingRequests.ts';

/** What the routes answer with. */
export interface OpenAiParts {
  languageModel: LanguageModel;
  embedder: Embedder;
  engine: EngineView;
  /** Bounds what may wait for the engine; undefined: everything may. */
  waiting?: WaitingRequests | undefined;
}
