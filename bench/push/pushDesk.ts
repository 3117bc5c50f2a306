import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { RunningHub } from '../../scripts/hub/hubProcess.ts';
import { terminalCommand } from '../../scripts/programs.mjs';

/** The terminal on a library of its own, with the keys of a hub from the environment. */
export function pushDesk(folder: string, { origin, secret }: RunningHub) {
  const start = (...args: string[]): ChildProcess =>
    spawn(
      process.execPath,
      [
        ...[...terminalCommand, '--json', '--library', join(folder, 'library')],
        ...[...args, '--hub', origin],
      ],
      {
        env: {
          ...process.env,
          ...{ TRENDROOM_SECRET_HUB_KEY: secret, TRENDROOM_SECRET_HUB_KEY_ORIGIN: origin },
          TRENDROOM_SECRET_HUB_PUSH: Buffer.alloc(32, 7).toString('base64url'),
          ...{ TRENDROOM_SECRET_HUB_PUSH_ORIGIN: origin, XDG_DATA_HOME: folder },
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  return {
    start,
    /** The one document that a command prints. Errors: the command failed, in its words. */
    run: async <Document>(...args: string[]): Promise<Document> => {
      const child = start(...args);
      const [out, problem] = await Promise.all([read(child.stdout), read(child.stderr)]);
      if (child.exitCode === null) await once(child, 'exit');
      if (child.exitCode !== 0) throw new Error(problem);
      return JSON.parse(out);
    },
  };
}

function read(stream: ChildProcess['stdout']): Promise<string> {
  return stream === null ? Promise.resolve('') : text(stream);
}
