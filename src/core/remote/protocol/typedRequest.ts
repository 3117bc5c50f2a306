import type {
  ChatCompletionRequest,
  CompletionRequest,
  EmbeddingCompletionRequest,
  RerankRequest,
} from './vllmTypes.ts';

interface RequestBodies {
  '/v1/chat/completions': ChatCompletionRequest;
  '/v1/completions': CompletionRequest;
  '/v1/embeddings': EmbeddingCompletionRequest;
  '/v1/rerank': RerankRequest;
}

/** A path of a server with a body that it takes, as the captured description has it. */
export type TypedRequest = {
  [Path in keyof RequestBodies]: { path: Path; body: RequestBodies[Path] };
}[keyof RequestBodies];
