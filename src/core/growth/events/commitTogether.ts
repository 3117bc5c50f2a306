import type { AddedEvents } from '../../../contract/index.ts';

type Batch = readonly unknown[];
type Store = (batches: readonly Batch[]) => Promise<AddedEvents[]>;

interface Waiting {
  batch: Batch;
  done: PromiseWithResolvers<AddedEvents>;
}

/**
 * Stores batches that come while others are being stored together, in one transaction of at most so
 * many events: a commit waits for the disk, and each batch would wait for its own. Each gets its own
 * answer after the commit. Where they fail together each is tried alone.
 */
export function commitTogether(
  store: Store,
  maxEvents = 4_000,
): (batch: Batch) => Promise<AddedEvents> {
  const waiting: Waiting[] = [];
  let isStoring = false;

  const storeSome = async (some: readonly Waiting[]): Promise<void> => {
    try {
      const added = await store(some.map(({ batch }) => batch));
      for (const [at, { done }] of some.entries()) {
        const one = added[at];
        if (one !== undefined) done.resolve(one);
      }
    } catch (error) {
      if (some.length > 1) for (const one of some) await storeSome([one]);
      else some[0]?.done.reject(error);
    }
  };
  const storeAll = async (): Promise<void> => {
    if (isStoring) return;
    isStoring = true;
    while (waiting.length > 0) await storeSome(takeFirst(waiting, maxEvents));
    isStoring = false;
  };
  return (batch) => {
    const done = Promise.withResolvers<AddedEvents>();
    waiting.push({ batch, done });
    void storeAll();
    return done.promise;
  };
}

function takeFirst(waiting: Waiting[], maxEvents: number): Waiting[] {
  let events = 0;
  const until = waiting.findIndex(({ batch }) => {
    events += batch.length;
    return events > maxEvents;
  });
  return waiting.splice(0, until === -1 ? waiting.length : Math.max(1, until));
}
