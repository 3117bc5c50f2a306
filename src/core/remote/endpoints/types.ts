import type { FormData } from 'undici';
import type { EndpointId, EndpointRole } from '../../../contract/index.ts';
import type { StoredEndpoint } from './endpointRepository.ts';
import type { OutgoingBody } from './outgoingBody.ts';
import type { ServerLoad } from './serverLoad.ts';

/** Paths of a server. Nothing that a server says ever becomes part of one. */
export type RemotePath =
  | '/v1/models'
  | '/v1/chat/completions'
  | '/v1/completions'
  | '/v1/embeddings'
  | '/v1/audio/transcriptions'
  | '/v1/rerank'
  | '/version'
  | '/metrics';

/** What a connection to a server needs to know of it. */
export type RemoteTarget = Pick<StoredEndpoint, 'id' | 'name' | 'url' | 'caPem' | 'proxyUrl'>;

export interface RemoteRequest {
  path: RemotePath;
  /** JSON, or a form; without it and `streamed`: GET. */
  body?: Record<string, unknown> | FormData;
  /** Instead of `body`: one with files of the library in it. Never made of what a body says. */
  streamed?: OutgoingBody;
  signal?: AbortSignal;
  /** From sending to the answer's last byte. */
  timeoutMs: number;
  /** An answer that is longer is refused; 64 MB when left out. */
  maxBytes?: number;
}

/** A request as it goes over the wire. */
export interface SentRequest extends Pick<RemoteRequest, 'path' | 'timeoutMs' | 'maxBytes'> {
  /** JSON, or a form; without it and `streamed`: GET. */
  body?: string | FormData | undefined;
  streamed?: OutgoingBody | undefined;
}

export interface SentAnswer {
  text: string;
  latencyMs: number;
}

export interface RemoteAnswer {
  /** Parsed JSON, not yet validated: hostile until a schema has read it. */
  body: unknown;
  latencyMs: number;
}

/** The team's servers as other parts of the team room use them. */
export interface RemoteServers {
  /**
   * Enabled, approved servers of a role that fit it, first choice first; servers that failed a
   * moment ago come last. Errors, when there is none: `network.notAllowed` when the user is
   * offline, `endpoint.notApproved`, `endpoint.none`.
   */
  candidates(role: EndpointRole): Promise<StoredEndpoint[]>;
  /** With the consent that holds now. Errors: `endpoint.notFound`. */
  get(id: EndpointId): Promise<StoredEndpoint>;
  /**
   * One HTTP request to one server, when the user's consent holds. Redirects are refused, answers
   * are bounded in size. Errors: `endpoint.unconfirmed`, `endpoint.notApproved`, RemoteError.
   */
  call(id: EndpointId, request: RemoteRequest): Promise<RemoteAnswer>;
  /** How much a server has to do, if it says so. Errors: RemoteError. */
  load(id: EndpointId): Promise<ServerLoad>;
}
