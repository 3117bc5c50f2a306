import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Place } from './canary.ts';

const everyMs = 10;

interface Program {
  pid: number;
  name: string;
  commandLine: string;
  environment: string;
}

export interface ProgramWatch {
  /** Programs that a root started, and what they started. */
  readonly seen: readonly Program[];
  /** Their descendants are watched from now on; it itself was given what it has. */
  addRoot(pid: number | undefined): void;
  /** Arguments and environment of each, as every program of this user can read them. */
  places(): Place[];
  stop(): void;
}

/** Looks through `/proc` for what the program starts, often enough to meet what lives for moments. */
export function watchPrograms(): ProgramWatch {
  const roots = new Set<number>();
  const descendants = new Set<number>();
  const others = new Set<number>();
  const seen = new Map<string, Program>();

  const look = (): void => {
    for (const name of readdirSync('/proc')) {
      const pid = Number(name);
      if (!Number.isInteger(pid) || roots.has(pid) || others.has(pid)) continue;
      if (!descendants.has(pid)) {
        const parent = parentOf(pid);
        const isOurs = roots.has(parent) || descendants.has(parent);
        (isOurs ? descendants : others).add(pid);
        if (!isOurs) continue;
      }
      record(pid);
    }
  };

  const record = (pid: number): void => {
    const commandLine = read(pid, 'cmdline');
    const environment = read(pid, 'environ');
    const parent = parentOf(pid);
    // Between fork and exec a process still shows its parent's.
    const isCopy =
      commandLine === read(parent, 'cmdline') && environment === read(parent, 'environ');
    if (commandLine === '' || isCopy) return;
    const key = `${pid} ${commandLine} ${environment}`;
    if (seen.has(key)) return;
    seen.set(key, { pid, name: nameOf(commandLine), commandLine, environment });
  };

  const timer = setInterval(look, everyMs);
  return {
    get seen() {
      return [...seen.values()];
    },
    addRoot: (pid) => {
      if (pid === undefined) return;
      roots.add(pid);
      others.delete(pid);
    },
    places: () =>
      [...seen.values()].flatMap(({ name, commandLine, environment }) => [
        { place: `arguments of ${name}`, bytes: Buffer.from(commandLine, 'latin1') },
        ...environment.split('\0').map((variable) => ({
          place: `environment of ${name}: ${variable.split('=')[0]}`,
          bytes: Buffer.from(variable, 'latin1'),
        })),
      ]),
    stop: () => clearInterval(timer),
  };
}

/** `media` for our own `processes/media.ts` and what is built of it, otherwise the program's name. */
function nameOf(commandLine: string): string {
  // What confines a process is loaded before it.
  const own = [...commandLine.matchAll(/\/(?:processes|programs\/\w+)\/(\w+)\.[jt]s/g)].at(-1)?.[1];
  const words = commandLine.split('\0');
  const script = words[0]?.endsWith('/sh') === true ? words[1] : words[0];
  return own ?? basename(script ?? '');
}

function parentOf(pid: number): number {
  // The name in brackets may have brackets and spaces itself.
  return Number(/^.*\) \S (\d+)/s.exec(read(pid, 'stat'))?.[1] ?? 0);
}

/** Empty for a process that has ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
