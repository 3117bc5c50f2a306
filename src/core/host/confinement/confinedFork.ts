import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkerName } from '../children/children.ts';
import type { Access } from './access.ts';
import { type KernelMeans, kernelMeans } from './kernel.ts';
import { policyOf } from './policy.ts';
import { policyVariable } from './variable.ts';

/** An entry of its own in a build. */
const confineProcess = fileURLToPath(
  new URL(`./confineProcess.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url),
);
let means: KernelMeans | undefined;

/**
 * What confines helper processes here; asked of the kernel once. Node has had `execve` since 22.15;
 * Electron's utility processes cannot use it.
 */
export function confinementHere(): KernelMeans {
  const canReplace = process.execve !== undefined && process.versions.electron === undefined;
  if (!canReplace) return { landlock: 0, seccomp: false };
  means ??= kernelMeans();
  return means;
}

/** What `fork` needs so that the process confines itself; nothing where the system cannot. */
export function confinedFork(
  worker: WorkerName,
  access: Access,
): { environment: Record<string, string>; nodeArguments: string[] } {
  const { landlock, seccomp } = confinementHere();
  if (landlock === 0 && !seccomp) return { environment: {}, nodeArguments: [] };
  for (const folder of access.writes) makeFolder(folder);
  return {
    environment: { [policyVariable]: JSON.stringify(policyOf(worker, access)) },
    nodeArguments: ['--require', confineProcess],
  };
}

/** A rule needs the folder that it is about. Where none can be made, the process says why it cannot write. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // A full disk, or a file in its place: what needs no folder works all the same.
  }
}
