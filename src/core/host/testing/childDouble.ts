import type { ChildProcess } from '../children/children.ts';

/** A helper process that says what a test or a fuzz target has it say, and ends when it is told to. */
export interface ChildDouble {
  child: ChildProcess;
  tell(message: unknown): void;
  end(reason: string): void;
}

export function childDouble(): ChildDouble {
  let tell = (_message: unknown): void => {};
  let end = (_reason: string): void => {};
  return {
    child: {
      pid: 1,
      send: () => {},
      onMessage: (listener) => {
        tell = listener;
      },
      onExit: (listener) => {
        end = listener;
      },
      kill: () => end('killed'),
    },
    tell: (message) => tell(message),
    end: (reason) => end(reason),
  };
}
