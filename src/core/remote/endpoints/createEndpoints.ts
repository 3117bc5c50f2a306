import type {
  Endpoint,
  EndpointFields,
  EndpointId,
  EndpointRole,
} from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { type Host, NetworkGate } from '../../host/index.ts';
import { readCaPem } from '../readCaPem.ts';
import { isOnThisMachine, refuseInsecure } from './connection/remoteAddress.ts';
import type { RemoteConnections } from './connection/remoteConnections.ts';
import { RemoteError } from './connection/remoteError.ts';
import { parseAnswer, sentRequest } from './connection/remoteJson.ts';
import {
  getEndpoint,
  insertEndpoint,
  listEndpoints,
  removeEndpoint,
  type StoredEndpoint,
  updateEndpoint,
} from './endpointRepository.ts';
import { ServerHealth } from './serverHealth.ts';
import { readServerLoad, type ServerLoad } from './serverLoad.ts';
import type {
  RemoteAnswer,
  RemoteRequest,
  RemoteServers,
  RemoteTarget,
  SentAnswer,
} from './types.ts';

const loadTimeoutMs = 5_000;
const maxLoadBytes = 4_000_000;

export type Endpoints = ReturnType<typeof createEndpoints>;

/**
 * The team's servers: kept in the library, their keys in the keychain, their contracts checked.
 * Errors everywhere: `endpoint.notFound`, `endpoint.insecure`, `network.notAllowed`.
 */
export function createEndpoints({ host, library }: { host: Host; library: Library }) {
  /** Loaded when a server is first asked: most runs of the program ask none. */
  let opened: Promise<RemoteConnections> | undefined;
  const connections = (): Promise<RemoteConnections> => {
    opened ??= import('./connection/remoteConnections.ts').then(
      (module) => new module.RemoteConnections(),
    );
    return opened;
  };
  const forget = (id: EndpointId): void => {
    keys.delete(id);
    void opened?.then((open) => open.forget(id));
  };
  const network = new NetworkGate(host);
  const health = new ServerHealth(host.clock);
  const secretName = (id: EndpointId): string => `endpoint:${id}`;
  /** Asking the keychain takes milliseconds, and a batch asks for each row. */
  const keys = new Map<EndpointId, Promise<string | undefined>>();
  const keyOf = (id: EndpointId): Promise<string | undefined> => {
    const known = keys.get(id);
    if (known !== undefined) return known;
    const key = host.secrets.get(secretName(id));
    keys.set(id, key);
    // A keychain that was locked may be open the next time.
    key.catch(() => keys.delete(id));
    return key;
  };

  const stored = (id: EndpointId): StoredEndpoint => {
    const endpoint = getEndpoint(library, id);
    if (endpoint === undefined) throw new AppError('endpoint.notFound', `Server ${id} not found.`);
    return endpoint;
  };
  const described = async (endpoint: StoredEndpoint): Promise<Endpoint> => ({
    ...endpoint,
    hasKey: (await host.secrets.get(secretName(endpoint.id))) !== undefined,
  });
  // A server on this machine is no network: nothing leaves the machine.
  const mayAsk = ({ url }: Pick<StoredEndpoint, 'url'>): boolean =>
    host.networkAllowed || isOnThisMachine(url);
  const refuseOffline = ({ url }: StoredEndpoint): void => {
    if (mayAsk({ url })) return;
    throw new AppError(
      'network.notAllowed',
      'Offline mode is on: nothing is sent to the team’s servers.',
    );
  };

  const targetOf = ({ id, name, url, caPem, proxyUrl }: StoredEndpoint): RemoteTarget => ({
    ...{ id, name, url, caPem, proxyUrl },
  });
  /** A server on this machine is asked on when the user goes offline. */
  const whileAllowed = <Result>(
    { url }: StoredEndpoint,
    use: (signal: AbortSignal | undefined) => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> => (isOnThisMachine(url) ? use(signal) : network.pass(use, signal));
  const send = async (
    endpoint: StoredEndpoint,
    request: RemoteRequest,
    signal: AbortSignal | undefined,
  ): Promise<SentAnswer> => {
    const open = await connections();
    const key = await keyOf(endpoint.id);
    return open.send(targetOf(endpoint), key, sentRequest(request), signal);
  };

  const load = async (endpoint: StoredEndpoint, signal?: AbortSignal): Promise<ServerLoad> => {
    refuseOffline(endpoint);
    refuseInsecure(endpoint.url);
    const request = {
      path: '/metrics',
      timeoutMs: loadTimeoutMs,
      maxBytes: maxLoadBytes,
    } as const;
    const key = await keyOf(endpoint.id);
    const open = await connections();
    const { text } = await whileAllowed(
      endpoint,
      (during) => open.send(targetOf(endpoint), key, request, during),
      signal,
    );
    return readServerLoad(text, endpoint.name);
  };

  const call = async (endpoint: StoredEndpoint, request: RemoteRequest): Promise<RemoteAnswer> => {
    refuseOffline(endpoint);
    refuseInsecure(endpoint.url);
    try {
      const { text, latencyMs } = await whileAllowed(
        endpoint,
        (signal) => send(endpoint, request, signal),
        request.signal,
      );
      const answer = { body: parseAnswer(text, endpoint.name), latencyMs };
      health.answered(endpoint.id);
      return answer;
    } catch (error) {
      const isDown =
        error instanceof RemoteError &&
        (error.code === 'endpoint.unreachable' || error.code === 'endpoint.failed');
      if (isDown) health.failed(endpoint.id);
      // Another process may have kept a new one.
      if (error instanceof RemoteError && error.code === 'endpoint.keyRefused') {
        keys.delete(endpoint.id);
      }
      throw error;
    }
  };

  const check = async (id: EndpointId, signal?: AbortSignal): Promise<Endpoint> => {
    const endpoint = stored(id);
    refuseOffline(endpoint);
    const { checkContract } = await import('./check/checkContract.ts');
    const contract = await checkContract({
      role: endpoint.role,
      model: endpoint.model,
      nowMs: host.clock.nowMs(),
      call: (request) => call(endpoint, request),
      load: () => load(endpoint, signal),
      ...(signal !== undefined && { signal }),
    });
    updateEndpoint(library, id, { contract });
    const missing = contract.capabilities.flatMap((each) => (each.works ? [] : [each.capability]));
    host.logger.info('checked a server', { id, state: contract.state, missing });
    return described(stored(id));
  };

  const candidates = (role: EndpointRole): StoredEndpoint[] => {
    const enabled = listEndpoints(library).filter((each) => each.role === role && each.enabled);
    const fit = enabled.filter(({ contract }) => contract?.state !== 'unfit');
    const approved = fit.filter(({ approvedAtMs }) => approvedAtMs !== undefined);
    const allowed = approved.filter(mayAsk);
    if (allowed.length > 0) {
      const ailing = ({ id }: StoredEndpoint): number => (health.isAiling(id) ? 1 : 0);
      return allowed.toSorted((a, b) => ailing(a) - ailing(b));
    }
    const [first] = approved;
    if (first !== undefined) refuseOffline(first);
    if (fit.length > 0) {
      const names = fit.map(({ name }) => name).join(', ');
      throw new AppError('endpoint.notApproved', `Sending data to ${names} is not approved.`);
    }
    throw new AppError('endpoint.none', `No suitable server for ${role}.`);
  };

  const servers: RemoteServers = {
    candidates,
    call: (id, request) => call(stored(id), request),
    load: (id) => load(stored(id)),
  };
  return {
    servers,
    get: async (id: EndpointId): Promise<Endpoint> => described(stored(id)),
    list: async (): Promise<{ endpoints: Endpoint[]; keysPersist: boolean }> => ({
      endpoints: await Promise.all(listEndpoints(library).map(described)),
      keysPersist: await host.secrets.isPersistent(),
    }),
    /** Adds a server and checks it; one that cannot be reached is added all the same. */
    add: async (fields: EndpointFields, key?: string, signal?: AbortSignal): Promise<Endpoint> => {
      refuseInsecure(fields.url);
      const id = newId<EndpointId>();
      insertEndpoint(library, { ...fields, caPem: readCaPem(fields.caPem), id });
      if (key !== undefined) await host.secrets.set(secretName(id), key);
      if (!mayAsk(fields)) return described(stored(id));
      return check(id, signal);
    },
    /**
     * A server that moves to another address loses the user's consent and, unless a new key comes
     * along, its key: neither was given for that address. What its check found goes too, as it does
     * with another role or model. Consent goes with the role as well: sound is not text.
     */
    change: async (
      id: EndpointId,
      fields: Partial<EndpointFields>,
      key?: string | null,
    ): Promise<Endpoint> => {
      const before = stored(id);
      if (fields.url !== undefined) refuseInsecure(fields.url);
      const moves = fields.url !== undefined && fields.url !== before.url;
      const differsInRole = fields.role !== undefined && fields.role !== before.role;
      const differs =
        moves || differsInRole || (fields.model !== undefined && fields.model !== before.model);
      if (key === null || (moves && key === undefined)) await host.secrets.delete(secretName(id));
      updateEndpoint(library, id, {
        ...fields,
        ...(fields.caPem !== undefined && { caPem: readCaPem(fields.caPem) }),
        // What is sent differs by the role, too.
        ...((moves || differsInRole) && { approvedAtMs: null }),
        ...(differs && { contract: null }),
      });
      if (typeof key === 'string') await host.secrets.set(secretName(id), key);
      forget(id);
      health.answered(id);
      return described(stored(id));
    },
    remove: async (id: EndpointId): Promise<boolean> => {
      await host.secrets.delete(secretName(id));
      forget(id);
      return removeEndpoint(library, id);
    },
    check,
    approve: async (id: EndpointId, approved: boolean): Promise<Endpoint> => {
      stored(id);
      updateEndpoint(library, id, { approvedAtMs: approved ? host.clock.nowMs() : null });
      return described(stored(id));
    },
    dispose: async (): Promise<void> => {
      await (await opened)?.dispose();
    },
  };
}
