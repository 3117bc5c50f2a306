export { type Ask, createAsk } from './createAsk.ts';
