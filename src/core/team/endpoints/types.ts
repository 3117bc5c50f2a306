import type {
  ContractReport,
  EndpointFields,
  EndpointId,
  EndpointRole,
} from '../../../shared/index.ts';

/** A server as it is kept, without its key. */
export interface StoredEndpoint extends EndpointFields {
  readonly id: EndpointId;
  readonly approvedAtMs?: number;
  readonly contract?: ContractReport;
}

/** Paths under the server's `/v1`. Nothing that a server says ever becomes part of one. */
export type RemotePath =
  | '/models'
  | '/chat/completions'
  | '/completions'
  | '/embeddings'
  | '/audio/transcriptions'
  | '/rerank'
  /** Outside `/v1`. */
  | 'openapi.json'
  | 'version';

export interface RemoteRequest {
  path: RemotePath;
  /** JSON, or a form with files for transcription; left out: GET. */
  body?: Record<string, unknown> | FormData;
  signal?: AbortSignal;
  /** From sending to the answer's last byte. */
  timeoutMs: number;
}

export interface RemoteAnswer {
  /** Parsed JSON, not yet validated: hostile until a schema has read it. */
  body: unknown;
  latencyMs: number;
}

/**
 * Thrown by `Endpoints.call`. `code` of the AppError says what went wrong; `retryAfterMs` is what
 * the server asked for with 429 or 503.
 */
export interface RemoteFailure {
  status?: number;
  retryAfterMs?: number;
  /** False when the same request would fail again: 400, 401, 404, 413, 422. */
  retryable: boolean;
}

/** The team's servers as other parts of the team room use them. */
export interface RemoteServers {
  /**
   * Enabled, approved servers of a role whose contract fits it, first choice first; servers that
   * failed a moment ago come last. Throws `network.notAllowed` when the user is offline,
   * `endpoint.none` or `endpoint.notApproved` (with words) when there is none.
   */
  candidates(role: EndpointRole): StoredEndpoint[];
  /**
   * One HTTP request to one server. Redirects to other hosts are refused, answers are bounded in
   * size. Throws RemoteError (an AppError with a RemoteFailure).
   */
  call(id: EndpointId, request: RemoteRequest): Promise<RemoteAnswer>;
}
