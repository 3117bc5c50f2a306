/** One end of the way between the host's process and the core's. */
export interface Link {
  send(message: unknown): void;
  /** `ports` came along with the message; only Electron sends any. */
  onMessage(listener: (message: unknown, ports: readonly LinkPort[]) => void): void;
}

/** A port as Electron's processes other than pages have it; messages wait for `start`. */
export interface LinkPort {
  on<Name extends string>(event: Name, listener: (event?: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** What Electron gives a utility process in place of Node's channel. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(
    event: 'message',
    listener: (event: { data: unknown; ports: readonly LinkPort[] }) => void,
  ): void;
}

/** True in a process that Electron started: it cannot start another one. */
export function isUtilityProcess(): boolean {
  return parentPort() !== undefined;
}

/** The way to the process that started this one. It ends this one when it goes away. */
export function linkToParent(): Link {
  const port = parentPort();
  if (port !== undefined) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', ({ data, ports }) => listener(data, ports)),
    };
  }
  process.on('disconnect', () => process.exit(0));
  return {
    // Whoever started it may be gone before this process sees that.
    send: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => process.on('message', (message) => listener(message, [])),
  };
}

function parentPort(): ParentPort | undefined {
  return (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort;
}
