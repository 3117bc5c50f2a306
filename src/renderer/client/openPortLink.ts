import { RPCLink } from '@orpc/client/message-port';
import { setConnectionState } from './connection.ts';

/** Waits for the port that the preload script hands over. */
export function openPortLink(): Promise<RPCLink<Record<never, never>>> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== 'trendroom-port' || port === undefined) return;
      window.removeEventListener('message', onMessage);
      port.start();
      setConnectionState('connected');
      resolve(new RPCLink({ port }));
    };
    window.addEventListener('message', onMessage);
  });
}
