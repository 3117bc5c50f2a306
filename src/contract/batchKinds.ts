import { z } from 'zod';
import type { EndpointRole } from './endpoints.ts';

/** What the rows of a batch ask for. */
export const batchKindSchema = z.enum([
  'chat',
  'completions',
  'embeddings',
  'vision',
  'transcription',
  'rerank',
]);
export type BatchKind = z.infer<typeof batchKindSchema>;

/** Where OpenAI's interface takes the requests of a kind; rerank's is Jina's and Cohere's, as in vLLM. */
export const batchPaths = {
  chat: '/v1/chat/completions',
  completions: '/v1/completions',
  embeddings: '/v1/embeddings',
  vision: '/v1/chat/completions',
  transcription: '/v1/audio/transcriptions',
  rerank: '/v1/rerank',
} as const satisfies Record<BatchKind, string>;

/** Which servers answer the requests of a kind. */
export const roleOfKind = {
  chat: 'chat',
  completions: 'chat',
  embeddings: 'embedding',
  vision: 'vision',
  transcription: 'transcription',
  rerank: 'rerank',
} as const satisfies Record<BatchKind, EndpointRole>;

/** Why a kind cannot run on this machine, in words; absent: this machine has a model for it. */
export const notLocal: Partial<Record<BatchKind, string>> = {
  vision: 'No model on this computer can describe pictures.',
  transcription: 'This computer transcribes videos when they are ingested, not in batches.',
  rerank: 'No reranking model on this computer.',
};

/** What a server of a role is sent once the user agrees, in words that end a sentence. */
export const sentToRole: Record<EndpointRole, string> = {
  chat: 'the prompts of your batches, including the text they quote from your videos; never media',
  vision:
    'the prompts of your batches and the pictures of your videos that they refer to; a whole video with audio if a request refers to one',
  embedding: 'the text of your batches, including what they quote from your videos; never media',
  transcription: 'the audio of the videos that your batches refer to; never their pictures',
  rerank: 'the queries and text of your batches; never media',
};
