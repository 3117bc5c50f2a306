export { createModelStore, type ModelStore } from './createModelStore.ts';
