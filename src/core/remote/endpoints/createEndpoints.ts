import type {
  Endpoint,
  EndpointFields,
  EndpointId,
  EndpointRole,
} from '../../../contract/index.ts';
import { AppError, newId } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { type Host, NetworkGate, originOf } from '../../host/index.ts';
import { readCaPem } from '../readCaPem.ts';
import { isOnThisMachine, refuseInsecure } from './connection/remoteAddress.ts';
import type { RemoteConnections } from './connection/remoteConnections.ts';
import { RemoteError } from './connection/remoteError.ts';
import { parseAnswer, sentRequest } from './connection/remoteJson.ts';
import { EndpointConsents } from './endpointConsents.ts';
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
 * The team's servers: kept in the library, their keys and the user's consents in the keychain, their
 * contracts checked. Errors everywhere: `endpoint.notFound`, `endpoint.insecure`,
 * `endpoint.unconfirmed`, `network.notAllowed`.
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
    consents.forget(id);
    void opened?.then((open) => open.forget(id));
  };
  const network = new NetworkGate(host);
  const health = new ServerHealth(host.clock);
  const consents = new EndpointConsents(host.secrets);
  /** Asking the keychain takes milliseconds, and a batch asks for each row. */
  const keys = new Map<EndpointId, { origin: string; key: Promise<string | undefined> }>();
  const keyOf = ({ id, url }: StoredEndpoint): Promise<string | undefined> => {
    const origin = originOf(url) ?? '';
    const known = keys.get(id);
    if (known?.origin === origin) return known.key;
    const key = host.secrets.get(endpointKeyName(id), origin);
    keys.set(id, { origin, key });
    // A keychain that was locked may be open the next time.
    key.catch(() => keys.delete(id));
    return key;
  };

  const stored = (id: EndpointId): StoredEndpoint => {
    const endpoint = getEndpoint(library, id);
    if (endpoint === undefined) throw new AppError('endpoint.notFound', `Server ${id} not found.`);
    return endpoint;
  };
  const setKey = ({ id, url }: StoredEndpoint, key: string): Promise<void> =>
    host.secrets.set(endpointKeyName(id), originOf(url) ?? '', key);
  const described = async (endpoint: StoredEndpoint): Promise<Endpoint> => {
    const { id, url } = endpoint;
    const key = await host.secrets.get(endpointKeyName(id), originOf(url) ?? '');
    return { ...(await consents.read(endpoint)).endpoint, hasKey: key !== undefined };
  };
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
    const key = await keyOf(endpoint);
    return open.send(targetOf(endpoint), key, sentRequest(request), signal);
  };

  const load = async (endpoint: StoredEndpoint, signal?: AbortSignal): Promise<ServerLoad> => {
    refuseOffline(endpoint);
    refuseInsecure(endpoint.url);
    await consents.require(endpoint);
    const request = {
      path: '/metrics',
      timeoutMs: loadTimeoutMs,
      maxBytes: maxLoadBytes,
    } as const;
    const key = await keyOf(endpoint);
    const open = await connections();
    const { text } = await whileAllowed(
      endpoint,
      (during) => open.send(targetOf(endpoint), key, request, during),
      signal,
    );
    return readServerLoad(text, endpoint.name);
  };

  const call = async (
    endpoint: StoredEndpoint,
    request: RemoteRequest,
    purpose: 'check' | 'work',
  ): Promise<RemoteAnswer> => {
    refuseOffline(endpoint);
    refuseInsecure(endpoint.url);
    const { approvedAtMs } = await consents.require(endpoint);
    if (purpose === 'work' && approvedAtMs === undefined) throw notApproved(endpoint.name);
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
      call: (request) => call(endpoint, request, 'check'),
      load: () => load(endpoint, signal),
      ...(signal !== undefined && { signal }),
    });
    updateEndpoint(library, id, { contract });
    const missing = contract.capabilities.flatMap((each) => (each.works ? [] : [each.capability]));
    host.logger.info('checked a server', { id, state: contract.state, missing });
    return described(stored(id));
  };

  const candidates = async (role: EndpointRole): Promise<StoredEndpoint[]> => {
    const all = listEndpoints(library).filter((each) => each.role === role && each.enabled);
    const enabled = await Promise.all(
      all.map(async (each) => (await consents.read(each)).endpoint),
    );
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
      throw notApproved(names);
    }
    throw new AppError('endpoint.none', `No suitable server for ${role}.`);
  };

  const servers: RemoteServers = {
    candidates,
    get: async (id) => (await consents.read(stored(id))).endpoint,
    call: async (id, request) => call(stored(id), request, 'work'),
    load: async (id) => load(stored(id)),
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
      refuseCredentials(fields);
      insertEndpoint(library, { ...fields, caPem: readCaPem(fields.caPem), id });
      await consents.enter(stored(id));
      if (key !== undefined) await setKey(stored(id), key);
      if (!mayAsk(fields)) return described(stored(id));
      return check(id, signal);
    },
    /**
     * A server that moves to another address loses the user's consent and, unless a new key comes
     * along, its key: neither was given for that address. What its check found goes too, as it does
     * with another role or model. Consent goes with the role as well: sound is not text. Of a server
     * that was not entered here as it is stored, the address must be given; an authority or a proxy
     * that is not given with it is removed.
     */
    change: async (
      id: EndpointId,
      fields: Partial<EndpointFields>,
      key?: string | null,
    ): Promise<Endpoint> => {
      const { isEntered, endpoint: before } = await consents.read(stored(id));
      if (!isEntered && fields.url === undefined && typeof key === 'string') {
        await consents.require(before);
      }
      if (fields.url !== undefined) refuseInsecure(fields.url);
      refuseCredentials(fields);
      const isEnteredAnew = !isEntered && fields.url !== undefined;
      const moves = fields.url !== undefined && fields.url !== before.url;
      const differsInRole = fields.role !== undefined && fields.role !== before.role;
      const differs =
        moves || differsInRole || (fields.model !== undefined && fields.model !== before.model);
      if (key === null || (moves && key === undefined)) {
        await host.secrets.delete(endpointKeyName(id));
      }
      updateEndpoint(library, id, {
        ...(isEnteredAnew && { caPem: '', proxyUrl: '' }),
        ...fields,
        ...(fields.caPem !== undefined && { caPem: readCaPem(fields.caPem) }),
        // What is sent differs by the role, too.
        ...((moves || differsInRole || isEnteredAnew) && { approvedAtMs: null }),
        ...(differs && { contract: null }),
      });
      if (isEntered || isEnteredAnew) {
        const { approvedAtMs: _, ...after } = stored(id);
        const keeps = !moves && !differsInRole && before.approvedAtMs !== undefined;
        await consents.enter({ ...after, ...(keeps && { approvedAtMs: before.approvedAtMs }) });
      }
      if (typeof key === 'string') await setKey(stored(id), key);
      forget(id);
      health.answered(id);
      return described(stored(id));
    },
    remove: async (id: EndpointId): Promise<boolean> => {
      await host.secrets.delete(endpointKeyName(id));
      await consents.remove(id);
      forget(id);
      return removeEndpoint(library, id);
    },
    check,
    approve: async (id: EndpointId, approved: boolean): Promise<Endpoint> => {
      const { approvedAtMs: _, ...endpoint } = stored(id);
      if (approved) {
        const approvedAtMs = host.clock.nowMs();
        await consents.require(endpoint);
        await consents.enter({ ...endpoint, approvedAtMs });
        updateEndpoint(library, id, { approvedAtMs });
      } else {
        // First the table, which takes consent away in other processes, too.
        updateEndpoint(library, id, { approvedAtMs: null });
        if ((await consents.read(endpoint)).isEntered) await consents.enter(endpoint);
      }
      return described(stored(id));
    },
    dispose: async (): Promise<void> => {
      await (await opened)?.dispose();
    },
  };
}

/** What a server's key is called among the secrets. */
export function endpointKeyName(id: EndpointId): string {
  return `endpoint:${id}`;
}

function notApproved(names: string): AppError {
  return new AppError('endpoint.notApproved', `Sending data to ${names} is not approved.`);
}

/** The library's table, its backups and its screens show these addresses. */
function refuseCredentials({ url, proxyUrl = '' }: Partial<EndpointFields>): void {
  for (const address of [url, proxyUrl === '' ? undefined : proxyUrl]) {
    if (address === undefined) continue;
    const { username, password } = new URL(address);
    if (username === '' && password === '') continue;
    throw new AppError('usage.invalid', 'An address must not contain a user name or password.');
  }
}
