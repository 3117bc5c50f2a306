/**
 * Sends rows of batches and outlives the program that started it, unlike the other workers. The
 * messages are those of `core/remote/couriers/messages.ts`.
 */
import { lockFile } from '../core/db/fileLock.ts';
import type { ToCourier } from '../core/remote/couriers/messages.ts';
import { ServedCourier } from '../core/remote/couriers/serveCourier.ts';

const courier = new ServedCourier({
  send: (message) => {
    // Who asked may be gone before this process sees that. The journal has what it is told.
    if (process.connected) process.send?.(message, undefined, undefined, () => {});
  },
  lock: lockFile,
  exit: () => process.exit(0),
});
process.on('message', (message) => courier.receive(message as ToCourier));
process.on('disconnect', () => courier.alone());
