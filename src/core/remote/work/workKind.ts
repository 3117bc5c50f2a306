import type { BatchId, BatchKind, BatchRequest, VideoId } from '../../../contract/index.ts';
import type { StoredEndpoint } from '../endpoints/endpointRepository.ts';

/** A server that would do a work, with the model that makes the results. */
export interface WorkServer {
  endpoint: StoredEndpoint;
  model: string;
}

export interface PlannedRow {
  request: BatchRequest;
  /** What the row works on, in the order of its request. */
  items: { subject: string; videoId?: VideoId }[];
}

/** What a work would ask for. */
export interface PlannedWork {
  name: string;
  batchKind: BatchKind;
  /** Whose results these are: the same subject of the same target is not asked for twice. */
  target: string;
  rows: PlannedRow[];
  leftOut: { words: string; items: number }[];
  /** Of text that would leave. */
  characters: number;
  /** Of sound, and of pictures, that would leave. */
  soundMs?: number;
  pictures?: number;
  /** About how many tokens will be answered. */
  answerTokens: number;
  /** What happens with the answers, in words. */
  outcome: string;
  /** The first request as it would leave. */
  first?: string;
  /**
   * Stores what the answers belong to, in the transaction that makes the batch; gives what is
   * needed to take them in, as JSON.
   */
  begin(): unknown;
}

export interface TakenRow {
  batchId: BatchId;
  customId: string;
  /** Valid by the form of its kind and by its request's own schema. */
  answer: unknown;
  /** As the server named it; empty when it did not. */
  model: string;
  spec: unknown;
  items: readonly { position: number; subject: string; videoId: VideoId | null }[];
}

export interface RowOutcome {
  /** What became of the answer, for people. */
  words: string;
  /** Positions of the items whose results are in the library now. */
  applied: number[];
  /** False where the answer is in the library whole, and long: it is not kept twice. */
  keepsAnswer: boolean;
  /** True when texts came that have no vectors yet. */
  changesTexts?: boolean;
}

/** One kind of work of the library. */
export interface WorkKindOf<Request> {
  /** Sends nothing of the library. Without a server: for this machine. */
  plan(
    request: Request,
    server: WorkServer | undefined,
    signal?: AbortSignal,
  ): Promise<PlannedWork>;
  /**
   * Takes an answer in; it runs in the transaction that keeps the row. Errors:
   * `endpoint.invalidAnswer` for an answer that cannot be taken, with nothing changed.
   */
  take(row: TakenRow): RowOutcome;
}
