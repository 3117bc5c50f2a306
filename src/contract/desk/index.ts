export * from './codes.ts';
export * from './notes.ts';
export * from './playerKeys.ts';
export * from './products.ts';
export * from './reviews.ts';
export * from './reviewValues.ts';
