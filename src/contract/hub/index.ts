export * from './page.ts';
export * from './publish.ts';
export * from './publishing.ts';
export * from './push.ts';
export * from './pushing.ts';
