import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AppError } from '../../../base/index.ts';
import { childEnvironment } from '../../../host/index.ts';

const run = promisify(execFile);

/** A program and the arguments that come before ours. */
export type PythonCommand = readonly [command: string, ...prefix: string[]];
export const pythonCommands: readonly PythonCommand[] =
  process.platform === 'win32'
    ? [['py', '-3'], ['python'], ['python3']]
    : [['python3'], ['python']];

export interface RunOptions {
  signal?: AbortSignal | undefined;
  env?: Record<string, string>;
}

/** Runs `python ARGS`: an argument array, never a shell. */
export async function runPython(
  [command, ...prefix]: PythonCommand,
  args: readonly string[],
  options: RunOptions = {},
): Promise<void> {
  await run(command, [...prefix, ...args], {
    env: childEnvironment('pip', options.env),
    maxBuffer: 16 << 20,
    windowsHide: true,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

/** The first Python with pip. Errors: `model.noSource`, with why each one does not do. */
export async function findPip(
  commands: readonly PythonCommand[],
  signal: AbortSignal | undefined,
): Promise<PythonCommand> {
  const reasons: string[] = [];
  for (const command of commands) {
    try {
      await runPython(command, ['-m', 'pip', '--version'], { signal });
      return command;
    } catch (error) {
      signal?.throwIfAborted();
      reasons.push(`${command.join(' ')}: ${lastLine(error)}`);
    }
  }
  throw new AppError('model.noSource', `pip is not there (${reasons.join('; ')})`);
}

/** The last thing a failed program said, short enough for a message. */
export function lastLine(error: unknown): string {
  const text =
    error instanceof Error && 'stderr' in error && typeof error.stderr === 'string'
      ? error.stderr
      : '';
  const message = error instanceof Error ? error.message : String(error);
  const lines = (text.trim() || message).split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => line.startsWith('ERROR:')) ?? lines.at(-1) ?? 'failed';
  return telling.replace(/^ERROR:\s*/, '').slice(0, 300);
}
