import type { ErrorCode } from '../../../contract/index.ts';
import type { RemoteFailure } from '../endpoints/remoteError.ts';
import type { RemoteTarget, SentRequest } from '../endpoints/types.ts';
import type { RowNote } from './journal/journalEntries.ts';

/** What a courier is told by the process that started it. */
export type ToCourier =
  /** First: where it notes what it does. */
  | { type: 'open'; folder: string; courierId: string }
  | {
      type: 'send';
      number: number;
      row: RowNote;
      target: RemoteTarget;
      key: string | undefined;
      request: SentRequest;
    }
  | { type: 'giveUp'; number: number }
  /** Their rows are in the library. */
  | { type: 'kept'; numbers: readonly number[] }
  /** Gives up what is under way and ends. */
  | { type: 'end' };

export type FromCourier =
  /** It lives for others to see, and takes requests from here on. */
  | { type: 'ready' }
  | { type: 'answered'; number: number; text: string; latencyMs: number }
  | {
      type: 'failed';
      number: number;
      code: ErrorCode;
      message: string;
      /** Of a RemoteError. */
      failure: RemoteFailure | undefined;
    };
