import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { terminalCommand } from '../../../scripts/programs.mjs';
import type { Target } from './streamCompletion.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const linkSchema = z.object({ port: z.number(), token: z.string() });

export interface OwnServer extends Target {
  stop(): Promise<void>;
}

/**
 * `trendroom serve` on a library of its own, as a client finds it: with the user's models, or with a
 * file as the only one.
 */
export async function startOwnServer(model?: string): Promise<OwnServer> {
  const library = await mkdtemp(join(tmpdir(), 'trendroom-serving-'));
  const terminal = [...terminalCommand, '--library', library, '--json', '--offline'];
  const env = {
    ...process.env,
    ...(model !== undefined && { TRENDROOM_MODELS: join(library, 'models') }),
  };
  if (model !== undefined) {
    const given = [...terminal, 'models', 'import', '--use', '--accept-licenses', resolve(model)];
    await promisify(execFile)(process.execPath, given, { cwd: root, env });
  }
  const child = spawn(process.execPath, [...terminal, 'serve'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    await rm(library, { recursive: true, force: true });
  };
  const line = await Promise.race([once(child.stdout, 'data'), ended.then(() => undefined)]);
  if (line === undefined) {
    await rm(library, { recursive: true, force: true });
    throw new Error('`trendroom serve` ended before it could be asked.');
  }
  const { port, token } = linkSchema.parse(JSON.parse(String(line[0])));
  return { name: 'ours', url: `http://127.0.0.1:${port}`, token, stop };
}
