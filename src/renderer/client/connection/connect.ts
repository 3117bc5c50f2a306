import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../../contract/index.ts';
import { openPortLink } from './openPortLink.ts';
import { openSocketLink } from './openSocketLink.ts';

export type Client = ContractRouterClient<typeof contract>;

/**
 * Connects to the host that served this page: over the port that Electron's preload script hands
 * over, or over a WebSocket to the loopback host. Both speak the same contract.
 */
export async function connect(): Promise<Client> {
  const link = location.protocol === 'trendroom:' ? await openPortLink() : await openSocketLink();
  return createORPCClient(link);
}
