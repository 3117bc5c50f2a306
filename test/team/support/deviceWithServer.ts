import { expect } from 'vitest';
import type {
  Batch,
  BatchKind,
  BatchRequest,
  BatchRow,
  ContractReport,
} from '../../../src/contract/index.ts';
import { openDevice } from './device.ts';
import { type Fault, startFaultProxy } from './faultProxy.ts';
import { type ServerRole, servers } from './servers.ts';

export type DeviceWithServer = Awaited<ReturnType<typeof openDeviceWithServer>>;

/** A device that has approved a server of the role, with a proxy of faults between them. */
export async function openDeviceWithServer(role: ServerRole, serverUrl: string) {
  const device = await openDevice({ key: servers.key });
  const proxy = await startFaultProxy(serverUrl);
  const { id: serverId } = await device.addServer(proxy.url, role);
  const { batches, endpoints } = device;
  batches.start();
  return {
    ...{ ...device, proxy, serverId },
    contract: async (): Promise<ContractReport | undefined> =>
      (await endpoints.get(serverId)).contract,
    /** The batch of these requests when it has ended. */
    asked: async (kind: BatchKind, requests: BatchRequest[]): Promise<Batch> => {
      const { id } = await batches.create({ name: kind, kind, place: 'remote' }, requests);
      const state = (): string => batches.get(id).batch.state;
      await expect.poll(state, { timeout: 100_000, interval: 100 }).toBe('done');
      return batches.get(id).batch;
    },
    rowsOf: ({ id }: Batch): BatchRow[] => batches.rows(id, { offset: 0, limit: 100 }).rows,
    close: async (): Promise<void> => {
      await device.close();
      await proxy.close();
    },
  };
}

/** The first requests each have a fault; those after them have none. */
export function inTurn(...faults: Fault[]): () => Fault {
  return () => faults.shift() ?? 'none';
}
