export type { JobKind, Resource, Stage, StageContext } from './jobKind.ts';
