import type { Library } from '../../../db/index.ts';
import { setSharingState } from '../sharingState.ts';

/**
 * Changes that `work` makes are not this device's own: triggers do not log them. In a transaction.
 */
export function withoutRecording(library: Library, work: () => void): void {
  setSharingState(library, { applying: 1 });
  work();
  setSharingState(library, { applying: 0 });
}
