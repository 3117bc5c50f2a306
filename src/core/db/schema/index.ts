export * from './collections.ts';
export * from './comparing.ts';
export * from './content.ts';
export * from './media.ts';
export * from './records.ts';
export * from './sharing.ts';
export * from './team.ts';
export * from './work.ts';
