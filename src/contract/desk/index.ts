export * from './playerKeys.ts';
