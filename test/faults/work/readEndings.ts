import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Ending } from '../fault.ts';

/** A trial that takes longer hangs. */
const maxTrialMs = 120_000;

/**
 * Runs a program that prints the ending of each trial as a line of JSON. A program that dies or
 * hangs ends its trial so. Returns true when it went to its end.
 */
export async function readEndings(
  { program, args, env }: { program: string; args: readonly string[]; env: NodeJS.ProcessEnv },
  onEnding: (ending: Ending) => void,
): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = `${complaint}${text}`.slice(-2_000);
  });
  let hangs = false;
  const kill = (): void => {
    hangs = true;
    child.kill('SIGKILL');
  };
  let timer = setTimeout(kill, maxTrialMs);
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(timer);
    timer = setTimeout(kill, maxTrialMs);
    onEnding(JSON.parse(line) as Ending);
  }
  const [code, signal] = (await exited) as [number | null, string | null];
  clearTimeout(timer);
  if (code === 0) return true;
  const detail = hangs ? `no end after ${maxTrialMs / 1_000} s` : `${code ?? signal}: ${complaint}`;
  onEnding({ kind: 'other', detail });
  return false;
}
