import type { ComparisonId, EndpointId, ServerSwitch } from '../../../contract/index.ts';
import { AppError, type Logger } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import {
  getEndpoint,
  listEndpoints,
  type StoredEndpoint,
} from '../endpoints/endpointRepository.ts';
import { modelOf } from './askServer.ts';
import {
  insertSwitch,
  listSwitches,
  rollBackSwitch,
  type StoredSwitch,
} from './switchRepository.ts';

export type Switches = ReturnType<typeof createSwitches>;

const shownSwitches = 100;
const lowestPriority = 100;

/**
 * Which server of a role is asked first, with its history. Running batches ask the new one from
 * their next request on. Errors: `endpoint.notFound`, `switch.notFound`, `switch.overtaken`.
 */
export function createSwitches({ library, logger }: { library: Library; logger: Logger }) {
  const list = (): ServerSwitch[] => {
    const roles = new Set<string>();
    return listSwitches(library, shownSwitches).map((stored) => {
      // Of each role the newest that was not rolled back comes first.
      const isNewest = stored.rolledBackAtMs === null && !roles.has(stored.role);
      if (isNewest) roles.add(stored.role);
      return described(stored, isNewest && getEndpoint(library, stored.fromId) !== undefined);
    });
  };
  return {
    list,
    /** It is asked before the others of its role. Nothing is written when it is already. */
    prefer: (id: EndpointId, comparisonId?: ComparisonId): void => {
      const chosen = getEndpoint(library, id);
      if (chosen === undefined) {
        throw new AppError('endpoint.notFound', `Server ${id} not found.`);
      }
      const { role, name } = chosen;
      const before = listEndpoints(library).filter((each) => each.role === role);
      const [first] = before;
      if (first === undefined || first.id === id) return;
      const others = before.filter((each) => each.id !== id);
      const order = [chosen, ...others].map((each, index) => ({
        ...{ id: each.id, priority: Math.min(lowestPriority, index) },
      }));
      const priorities = before.map((each) => ({ id: each.id, priority: each.priority }));
      insertSwitch(
        library,
        { role, from: asItIs(first), to: asItIs(chosen), comparisonId, priorities },
        order,
      );
      logger.info('preferred server changed', { id, role, name, before: first.id });
    },
    /** Gives the order back as it was before; the server that is asked first then. */
    rollBack: (switchId: number): EndpointId => {
      const stored = listSwitches(library, shownSwitches).find(({ id }) => id === switchId);
      if (stored === undefined) {
        throw new AppError('switch.notFound', `Swap ${switchId} not found.`);
      }
      if (list().find(({ id }) => id === switchId)?.canRollBack !== true) {
        throw new AppError('switch.overtaken', `The swap ${switchId} is no longer in effect.`);
      }
      rollBackSwitch(library, stored);
      const { role, fromId } = stored;
      logger.info('swap rolled back', { id: fromId, role, switchId });
      return fromId;
    },
  };
}

function asItIs(endpoint: StoredEndpoint) {
  return { id: endpoint.id, name: endpoint.name, model: modelOf(endpoint) };
}

function described(stored: StoredSwitch, canRollBack: boolean): ServerSwitch {
  const { id, role, atMs, comparisonId, rolledBackAtMs } = stored;
  return {
    ...{ id, role, atMs, canRollBack },
    from: { id: stored.fromId, name: stored.fromName, model: stored.fromModel },
    to: { id: stored.toId, name: stored.toName, model: stored.toModel },
    ...(comparisonId !== null && { comparisonId }),
    ...(rolledBackAtMs !== null && { rolledBackAtMs }),
  };
}
