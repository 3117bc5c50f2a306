/**
 * What vLLM takes and answers, as far as Trendroom uses it. Made of the captured documents in
 * scripts/team/openapi by `npm run types:vllm`: do not edit.
 */

export type ChatCompletionRequest = {
  messages: Array<CustomChatCompletionMessageParam>;
  model?: string | null;
  max_tokens?: number | null;
  temperature?: number | null;
  stream?: boolean | null;
  priority?: number;
  logprobs?: boolean | null;
  top_logprobs?: number | null;
  response_format?: ResponseFormat | null;
};

export type CustomChatCompletionMessageParam = {
  role: string;
  content?:
    | string
    | Array<
        | ChatCompletionContentPartTextParam
        | ChatCompletionContentPartImageParam
        | ChatCompletionContentPartVideoParam
        | string
      >;
};

export type ChatCompletionContentPartTextParam = {
  type: 'text';
  text: string;
};

export type ChatCompletionContentPartImageParam = {
  type: 'image_url';
  image_url: ImageURL;
};

export type ImageURL = {
  url: string;
};

export type ChatCompletionContentPartVideoParam = {
  type: 'video_url';
  video_url: VideoURL;
};

export type VideoURL = {
  url: string;
};

export type ResponseFormat = {
  type: 'text' | 'json_object' | 'json_schema';
  json_schema?: JsonSchemaResponseFormat | null;
};

export type JsonSchemaResponseFormat = {
  name: string;
  schema?: {
    [key: string]: unknown;
  } | null;
};

export type CompletionRequest = {
  prompt?: Array<number> | Array<Array<number>> | string | Array<string> | null;
  model?: string | null;
  max_tokens?: number | null;
  temperature?: number | null;
  stream?: boolean | null;
  priority?: number;
};

export type EmbeddingCompletionRequest = {
  input: Array<number> | Array<Array<number>> | string | Array<string>;
  model?: string | null;
};

export type RerankRequest = {
  query: string;
  documents: string | Array<string>;
  model?: string | null;
};

export type ModelList = {
  data?: Array<ModelCard>;
};

export type ModelCard = {
  id: string;
  max_model_len?: number | null;
};

export type ChatCompletionResponse = {
  model: string;
  choices: Array<ChatCompletionResponseChoice>;
  usage: UsageInfo;
};

export type ChatCompletionResponseChoice = {
  message: ChatMessage;
  finish_reason?: string | null;
  logprobs?: ChatCompletionLogProbs | null;
};

export type ChatMessage = {
  content?: string | null;
  tool_calls?: Array<unknown>;
};

export type ChatCompletionLogProbs = {
  content?: Array<ChatCompletionLogProbsContent> | null;
};

export type ChatCompletionLogProbsContent = {
  token: string;
  logprob?: number;
};

export type CompletionResponse = {
  model: string;
  choices: Array<CompletionResponseChoice>;
  usage: UsageInfo;
};

export type CompletionResponseChoice = {
  text: string;
  finish_reason?: string | null;
};

export type EmbeddingResponse = {
  model?: string | null;
  data: Array<EmbeddingResponseData>;
  usage: UsageInfo;
};

export type EmbeddingResponseData = {
  embedding: Array<number> | string;
};

export type UsageInfo = {
  prompt_tokens?: number;
  completion_tokens?: number | null;
};

export type TranscriptionResponse = {
  text: string;
};

export type TranscriptionResponseVerbose = {
  text: string;
  language: string;
  segments?: Array<TranscriptionSegment> | null;
  words?: Array<TranscriptionWord> | null;
};

export type TranscriptionSegment = {
  start: number;
  end: number;
  text: string;
};

export type TranscriptionWord = {
  word: string;
  start: number;
  end: number;
};

export type RerankResponse = {
  model: string;
  results: Array<RerankResult>;
  usage: RerankUsage;
};

export type RerankResult = {
  index: number;
  relevance_score: number;
};

export type RerankUsage = {
  prompt_tokens: number;
  total_tokens: number;
};
