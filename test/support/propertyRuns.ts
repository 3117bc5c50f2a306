import fc from 'fast-check';

/** Enough to meet a fault that a change brings; `npm run test:deep` searches further. */
const usualRuns = 100;

/**
 * Runs of one property test.
 * @param share of the usual number: less than 1 for a property whose every run costs as much as a
 *   test of its own, more for one that few runs reach.
 */
export function propertyRuns(share = 1): number {
  return Math.ceil(Number(process.env.TRENDROOM_PROPERTY_RUNS ?? usualRuns) * share);
}

fc.configureGlobal({ numRuns: propertyRuns() });
