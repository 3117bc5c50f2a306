import {
  type BatchKind,
  type EndpointId,
  type EndpointRole,
  roleOfKind,
} from '../../../../contract/index.ts';
import { type Clock, toAppError } from '../../../base/index.ts';
import type { RemoteServers } from '../../endpoints/types.ts';
import { type Ask, Lane } from './lane.ts';

/** This machine's models: requests that the engine computes side by side. */
const localConcurrency = 16;
const startConcurrency = 16;
const requestTimeoutMs = 600_000;
const checkTimeoutMs = 10_000;
/** How long a list of servers is used before it is read again. */
const listAgeMs = 250;

/** Answers a request with the models of this machine. Errors: AppError. */
export type LocalAnswerer = Ask;

export interface LanesOptions {
  servers: RemoteServers;
  local: LocalAnswerer;
  clock: Clock;
}

/** The lanes of all servers and of this machine, shared by all batches. */
export class Lanes {
  readonly local: Lane;
  readonly #options: LanesOptions;
  readonly #known = new Map<EndpointId, { lane: Lane; most: number }>();
  readonly #lists = new Map<EndpointRole, { readAtMs: number; lanes: Lane[] }>();

  constructor(options: LanesOptions) {
    this.#options = options;
    const limits = { start: localConcurrency, most: localConcurrency };
    this.local = new Lane({ ask: options.local, ...limits });
  }

  /** First choice first. Errors: those of `RemoteServers.candidates`. */
  async of(kind: BatchKind): Promise<Lane[]> {
    const role = roleOfKind[kind];
    const nowMs = this.#options.clock.nowMs();
    const list = this.#lists.get(role);
    if (list !== undefined && Math.abs(nowMs - list.readAtMs) < listAgeMs) return list.lanes;
    const { servers } = this.#options;
    const lanes = (await servers.candidates(role)).map((endpoint) => {
      const { id, maxConcurrency: most } = endpoint;
      const known = this.#known.get(id);
      if (known?.most === most) {
        known.lane.endpoint = endpoint;
        return known.lane;
      }
      const ask: Ask = async ({ release: _, ...built }, signal) => {
        const request = { ...built, signal, timeoutMs: requestTimeoutMs };
        return (await servers.call(id, request)).body;
      };
      const check = async (): Promise<void> => {
        try {
          await servers.call(id, { path: '/v1/models', timeoutMs: checkTimeoutMs });
        } catch (error) {
          // A server that has no such list is there all the same.
          if (toAppError(error).code !== 'endpoint.refused') throw error;
        }
      };
      const load = async () =>
        lane.endpoint?.contract?.reportsLoad === true ? servers.load(id) : undefined;
      const lane: Lane = new Lane({ endpoint, ask, check, load, start: startConcurrency, most });
      this.#known.set(id, { lane, most });
      return lane;
    });
    this.#lists.set(role, { readAtMs: nowMs, lanes });
    return lanes;
  }

  /** Requests that the servers take at a time, as they were last listed. */
  limitOf(kind: BatchKind): number {
    const lanes = this.#lists.get(roleOfKind[kind])?.lanes ?? [];
    return lanes.reduce((sum, { limit }) => sum + limit, 0);
  }
}
