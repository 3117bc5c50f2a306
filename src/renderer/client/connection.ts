import { create } from 'zustand';

/** How the page stands to its host. `refused`: the link's token is not (or no longer) valid. */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'refused';

interface Connection {
  state: ConnectionState;
  /** Grows with each connection after the first, so that screens can read anew. */
  reconnects: number;
}

export const useConnection = create<Connection>()(() => ({ state: 'connecting', reconnects: 0 }));

let everConnected = false;

/** Called by the transports. */
export function setConnectionState(state: ConnectionState): void {
  useConnection.setState((before) => ({
    state,
    reconnects: before.reconnects + (state === 'connected' && everConnected ? 1 : 0),
  }));
  if (state === 'connected') everConnected = true;
}
