export * from './notes.ts';
export * from './playerKeys.ts';
