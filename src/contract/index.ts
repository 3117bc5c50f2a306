export {
  type LinePlace,
  parseLine,
  readBatchLine,
  requestLine,
  resultLine,
} from './batchLine.ts';
export * from './contract.ts';
export { type ErrorCode, errorHints, hintFor, isErrorCode } from './errors.ts';
export * from './ids.ts';
export { jsonObjectSchema, jsonSchema } from './json.ts';
export { maxBatchLineBytes, maxMessageBytes } from './limits.ts';
export { type OpenAiErrorOptions, toOpenAiError } from './openAiError.ts';
export { socketProtocol, tokenOfProtocols, tokenProtocol } from './socketProtocol.ts';
