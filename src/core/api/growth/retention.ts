import type { RetentionTools } from '../../growth/index.ts';
import { api } from '../implementer.ts';

/** How long people stay. */
export function retentionHandlers(of: RetentionTools) {
  const { retention } = api;
  return {
    evaluate: retention.evaluate.handler(({ input }) => of.evaluate(input.csv)),
    cohorts: retention.cohorts.handler(({ input }) => of.cohorts(input)),
    returns: retention.returns.handler(({ input }) => of.returns(input)),
  };
}
