import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onFaultDisk } from '../disk/compileDisk.ts';
import type { DiskCounts } from '../disk/faultDisk.ts';
import type { Operation } from '../operations/operation.ts';

const child = fileURLToPath(new URL('./operationChild.ts', import.meta.url));
/** Parsed sources are kept between the processes. */
const compiled = fileURLToPath(
  new URL('../../../node_modules/.cache/trendroom-faults/compiled', import.meta.url),
);

export interface RunOptions {
  operation: Operation;
  folder: string;
  /** disk.c, compiled. */
  library: string;
  /** Where its calls are written down. */
  log?: string;
  /** A file for what is acknowledged. */
  acknowledgements?: string;
  /** Before which of a stage's calls it is killed, counted from 1. */
  kill?: { stage: string; at: number };
}

/**
 * Runs an operation in a process of its own. Returns whether it was killed, and otherwise the calls
 * of each stage. Errors: it ended in another way.
 */
export async function runOperation(
  options: RunOptions,
): Promise<{ killed: true } | { killed: false; stages: Record<string, DiskCounts> }> {
  const { operation, folder, library, log, kill } = options;
  const acknowledgements = options.acknowledgements ?? join(folder, '..', 'acknowledged');
  await writeFile(acknowledgements, '');
  const killed = kill === undefined ? [] : [kill.stage, `${kill.at}`];
  const environment = onFaultDisk(library, { root: folder, ...(log !== undefined && { log }) });
  const program = spawn(
    process.execPath,
    [child, operation.name, folder, acknowledgements, ...killed],
    { env: { ...environment, NODE_COMPILE_CACHE: compiled }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  let complaint = '';
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  program.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const [code, signal] = (await once(program, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL' && kill !== undefined) return { killed: true };
  if (code !== 0) throw new Error(`${operation.name} ended with ${code ?? signal}: ${complaint}`);
  return { killed: false, stages: JSON.parse(output) as Record<string, DiskCounts> };
}
