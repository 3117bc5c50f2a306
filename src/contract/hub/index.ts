export * from './page.ts';
export * from './publish.ts';
