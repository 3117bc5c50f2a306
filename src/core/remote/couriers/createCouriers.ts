import type { EndpointId } from '../../../contract/index.ts';
import type { Host } from '../../host/index.ts';
import type { SentAnswer } from '../endpoints/types.ts';
import { CourierClient, type Errand } from './courierClient.ts';
import { couriersFolder } from './journal/journalFiles.ts';
import { LeftCouriers } from './leftCouriers.ts';
import type { CourierBooks } from './types.ts';

/** A courier that has nothing to do ends after so long. */
const idleMs = 15_000;
const endWithinMs = 2_000;

export interface Couriers extends CourierBooks {
  /**
   * Undefined when no process outlives this program here: nothing was sent. Errors: those of
   * `CourierClient.send`.
   */
  send(errand: Errand): Promise<SentAnswer | undefined>;
  /** The user went offline: what programs before this one have under way is given up. */
  recall(): void;
  dispose(): Promise<void>;
}

/** The process that sends this library's batches, and those of programs that were killed. */
export function createCouriers({
  host: { startCourier, logger },
  libraryDirectory,
  isForbidden,
}: {
  host: Pick<Host, 'startCourier' | 'logger'>;
  libraryDirectory: string;
  /** The user wants nothing to go to this server now. */
  isForbidden(endpointId: EndpointId): boolean;
}): Couriers {
  const folder = couriersFolder(libraryDirectory);
  let current: CourierClient | undefined;
  /** It could not be started here. */
  let isBroken = false;
  let idleTimer: NodeJS.Timeout | undefined;
  const left = new LeftCouriers({ folder, logger, isForbidden, own: () => current?.id });

  const begin = (start: NonNullable<Host['startCourier']>): CourierClient => {
    const client: CourierClient = new CourierClient(start(), folder, () => {
      if (current !== client) return;
      current = undefined;
      logger.warn('the process that sends requests has ended');
      // What it was told last is in its journal.
      left.lookAgain();
    });
    current = client;
    return client;
  };
  const endWhenIdle = (): void => {
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => {
      const idle = current;
      if (idle === undefined || !idle.isIdle) return;
      current = undefined;
      void idle.end(endWithinMs);
    }, idleMs).unref();
  };

  return {
    send: async (errand) => {
      if (startCourier === undefined || isBroken) return undefined;
      clearTimeout(idleTimer);
      try {
        const answer = await (current ?? begin(startCourier)).send(errand);
        isBroken = answer === undefined;
        return answer;
      } finally {
        endWhenIdle();
      }
    },
    takeUp: (take) => left.takeUp(take),
    isHeld: (batchId, customId) => left.isHeld(batchId, customId),
    kept: (rows) => {
      current?.kept(rows);
      if (current?.isIdle === true) endWhenIdle();
    },
    recall: () => left.recall(),
    dispose: async () => {
      clearTimeout(idleTimer);
      left.dispose();
      const last = current;
      current = undefined;
      await last?.end(endWithinMs);
    },
  };
}
