export * from './contract/index.ts';
export { type ErrorCode, errorHints, hintFor, isErrorCode } from './errors.ts';
export * from './ids.ts';
