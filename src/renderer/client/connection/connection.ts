import { create } from 'zustand';

/** How the page stands to its host. `refused`: the link's token is not (or no longer) valid. */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'refused';

/** Why the core went away before it came back; a restore or a branch replaces its library. */
export type CoreBreak = 'crashed' | 'replaced';

/** What a host gives as the reason; undefined: the connection alone was lost. */
export function coreBreakOf(reason: unknown): CoreBreak | undefined {
  return reason === 'crashed' || reason === 'replaced' ? reason : undefined;
}

interface Connection {
  state: ConnectionState;
  /** Of the last reconnection. */
  cause: CoreBreak | undefined;
  /** Grows with each connection after the first, so that screens can read anew. */
  reconnects: number;
}

export const useConnection = create<Connection>()(() => ({
  state: 'connecting',
  cause: undefined,
  reconnects: 0,
}));

let everConnected = false;

/** Called by the transports. */
export function setConnectionState(state: ConnectionState, cause?: CoreBreak): void {
  useConnection.setState((before) => ({
    state,
    cause,
    reconnects: before.reconnects + (state === 'connected' && everConnected ? 1 : 0),
  }));
  if (state === 'connected') everConnected = true;
}
