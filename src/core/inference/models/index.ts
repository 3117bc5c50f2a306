export { createModelStore, type ModelStore } from './createModelStore.ts';
export { createModelHub, type ModelHub } from './hub/createModelHub.ts';
