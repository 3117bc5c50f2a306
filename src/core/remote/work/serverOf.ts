import type { EndpointRole } from '../../../contract/index.ts';
import { AppError, toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import { listEndpoints, type StoredEndpoint } from '../endpoints/endpointRepository.ts';
import type { RemoteServers } from '../endpoints/types.ts';
import type { WorkServer } from './workKind.ts';

export interface FoundServer {
  server?: WorkServer;
  /** Why nothing can be sent there now. */
  problem?: AppError;
}

/** The server that would be asked first, also when the user has still to agree to it. */
export async function serverOf(
  { library, servers }: { library: Library; servers: RemoteServers },
  role: EndpointRole,
): Promise<FoundServer> {
  let endpoint: StoredEndpoint | undefined;
  let problem: AppError | undefined;
  try {
    [endpoint] = await servers.candidates(role);
  } catch (error) {
    problem = toAppError(error);
    const found = listEndpoints(library).find(
      (each) => each.role === role && each.enabled && each.contract?.state !== 'unfit',
    );
    endpoint = found && (await servers.get(found.id));
  }
  const model = endpoint === undefined ? undefined : modelOf(endpoint);
  if (endpoint === undefined || model === undefined) {
    const unknown =
      endpoint === undefined
        ? new AppError('endpoint.none', `No suitable server for ${role}.`)
        : new AppError('endpoint.unreachable', `${endpoint.name} has not been checked yet.`);
    return { problem: problem ?? unknown };
  }
  return { server: { endpoint, model }, ...(problem !== undefined && { problem }) };
}

/** The model that a server answers with; undefined until a check has found it. */
export function modelOf({ model, contract }: StoredEndpoint): string | undefined {
  return model === '' ? contract?.models[0] : model;
}
