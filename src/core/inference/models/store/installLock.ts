import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasSystemCode } from '../../../base/index.ts';

const lookEveryMs = 500;

/**
 * Runs `work` while no other process of this machine installs into the folder. The lock is a
 * file with the owner's process id; one whose owner is gone (kill -9) is taken over.
 */
export async function withInstallLock<T>(
  dir: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dir, { recursive: true });
  const path = join(dir, '.lock');
  while (!(await take(path))) {
    if (await ownerIsGone(path)) await rm(path, { force: true });
    else await sleep(lookEveryMs, undefined, signal === undefined ? {} : { signal });
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (hasSystemCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function ownerIsGone(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  // Gone meanwhile, or taken a moment ago and not written yet.
  if (text === undefined || text === '') return false;
  const pid = Number(text);
  if (!Number.isSafeInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return hasSystemCode(error, 'ESRCH');
  }
}
