import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../shared/index.ts';

export type Client = ContractRouterClient<typeof contract>;

/** Waits for the port that the preload script hands over, and speaks the contract on it. */
export function connect(): Promise<Client> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== 'trendroom-port' || port === undefined) return;
      window.removeEventListener('message', onMessage);
      port.start();
      resolve(createORPCClient(new RPCLink({ port })));
    };
    window.addEventListener('message', onMessage);
  });
}
