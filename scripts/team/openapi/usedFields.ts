/**
 * What Trendroom writes into requests and reads of answers, by the names that vLLM gives its
 * schemas. Types are made of these alone; a field that the captured documents have not is an error.
 */
export const usedFields: Readonly<Record<string, readonly string[]>> = {
  ChatCompletionRequest: [
    ...['messages', 'model', 'max_tokens', 'temperature', 'stream', 'priority'],
    ...['logprobs', 'top_logprobs', 'response_format'],
  ],
  // OpenAI's own messages have no videos.
  CustomChatCompletionMessageParam: ['role', 'content'],
  ChatCompletionContentPartTextParam: ['type', 'text'],
  ChatCompletionContentPartImageParam: ['type', 'image_url'],
  ImageURL: ['url'],
  ChatCompletionContentPartVideoParam: ['type', 'video_url'],
  VideoURL: ['url'],
  ResponseFormat: ['type', 'json_schema'],
  JsonSchemaResponseFormat: ['name', 'schema'],
  CompletionRequest: ['prompt', 'model', 'max_tokens', 'temperature', 'stream', 'priority'],
  EmbeddingCompletionRequest: ['input', 'model'],
  RerankRequest: ['query', 'documents', 'model'],

  ModelList: ['data'],
  ModelCard: ['id', 'max_model_len'],
  ChatCompletionResponse: ['model', 'choices', 'usage'],
  ChatCompletionResponseChoice: ['message', 'finish_reason', 'logprobs'],
  ChatMessage: ['content', 'tool_calls'],
  ChatCompletionLogProbs: ['content'],
  ChatCompletionLogProbsContent: ['token', 'logprob'],
  CompletionResponse: ['model', 'choices', 'usage'],
  CompletionResponseChoice: ['text', 'finish_reason'],
  EmbeddingResponse: ['model', 'data', 'usage'],
  EmbeddingResponseData: ['embedding'],
  UsageInfo: ['prompt_tokens', 'completion_tokens'],
  TranscriptionResponse: ['text'],
  TranscriptionResponseVerbose: ['text', 'language', 'segments', 'words'],
  TranscriptionSegment: ['start', 'end', 'text'],
  TranscriptionWord: ['word', 'start', 'end'],
  RerankResponse: ['model', 'results', 'usage'],
  RerankResult: ['index', 'relevance_score'],
  RerankUsage: ['prompt_tokens', 'total_tokens'],
};
