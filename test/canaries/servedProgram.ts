import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Terminal } from '../support/terminal.ts';
import type { Place } from './canary.ts';
import type { ProgramWatch } from './watchPrograms.ts';

const linkSchema = z.object({ port: z.number(), token: z.string() });

/** `trendroom serve` as a process, and everything that it answers. */
export interface ServedProgram {
  token: string;
  places: Place[];
  /** Sends JSON with the token, reads the answer to its end and keeps it. */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  /** The same without the token, as another program would. */
  askAsStranger(path: string): Promise<void>;
  /** Ends it as its user does; nothing when it has ended. */
  stop(): Promise<void>;
}

/** Starts the program on the terminal's library, with a folder that pages may name files of. */
export async function serve(
  terminal: Terminal,
  watch: ProgramWatch,
  folder: string,
): Promise<ServedProgram> {
  const child = terminal.start('--json', 'serve', '--allow-folder', folder);
  watch.addRoot(child.pid);
  const output = keepOutput(child);
  const places: Place[] = [];
  await expect.poll(() => output.stdout, { timeout: 60_000 }).toContain('\n');
  const { port, token } = linkSchema.parse(JSON.parse(output.stdout));
  const origin = `http://127.0.0.1:${port}`;
  const keep = async (name: string, answer: Response): Promise<string> => {
    const text = await answer.text();
    const headers = JSON.stringify([...answer.headers]);
    places.push({ place: `answer to ${name}`, bytes: Buffer.from(`${headers}\n${text}`) });
    return text;
  };
  return {
    token,
    places,
    ask: async (method, path, body) => {
      const answer = await fetch(`${origin}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await keep(`${method} ${path.replaceAll(/[\w-]{20,}/g, 'ID')}`, answer);
      return answer.headers.get('content-type')?.startsWith('application/json') === true
        ? JSON.parse(text)
        : text;
    },
    askAsStranger: async (path) => {
      await keep(`a stranger's ${path.split('?')[0]}`, await fetch(`${origin}${path}`));
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
      places.push(...outputPlaces('serve', output));
    },
  };
}

/** Runs a command of the terminal in this process and keeps what it prints. */
export async function runCommand(terminal: Terminal, ...args: string[]): Promise<Place[]> {
  return outputPlaces(nameOf(args), await terminal.run(...args));
}

/** The same as a process, whose children are watched. */
export async function startCommand(
  terminal: Terminal,
  watch: ProgramWatch,
  ...args: string[]
): Promise<Place[]> {
  const child = terminal.start(...args);
  watch.addRoot(child.pid);
  const output = keepOutput(child);
  await once(child, 'close');
  return outputPlaces(nameOf(args), output);
}

const nameOf = (args: readonly string[]): string =>
  args.filter((word) => /^[a-z]+$/.test(word)).join(' ');

interface Output {
  stdout: string;
  stderr: string;
}

function keepOutput(child: ChildProcess): Output {
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  }
  return output;
}

function outputPlaces(name: string, { stdout, stderr }: Output): Place[] {
  return [
    { place: `standard output of ${name}`, bytes: Buffer.from(stdout) },
    { place: `standard error of ${name}`, bytes: Buffer.from(stderr) },
  ];
}
