import { readdir, readFile } from 'node:fs/promises';

/**
 * The most memory that a process and those it started were in at once, in bytes: the sum of each one's
 * own peak (Linux' `VmHWM`), which is not less. Undefined where there is no such file.
 */
export async function peakBytes(pid: number): Promise<number | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const own = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
    let all = own;
    for (const task of await readdir(`/proc/${pid}/task`)) {
      const children = await readFile(`/proc/${pid}/task/${task}/children`, 'utf8');
      for (const child of children.split(' ').filter((text) => text.trim() !== '')) {
        all += (await peakBytes(Number(child))) ?? 0;
      }
    }
    return all;
  } catch {
    return undefined;
  }
}
