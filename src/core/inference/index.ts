export type * from './languageModel.ts';
