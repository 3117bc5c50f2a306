export * from './collector.ts';
export * from './evaluation.ts';
export * from './events.ts';
export * from './experimentHistory.ts';
export * from './experiments.ts';
export * from './plannedSize.ts';
export * from './posts.ts';
export * from './retention.ts';
