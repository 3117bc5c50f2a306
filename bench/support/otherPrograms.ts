import { readdir, readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second. */
const msPerTick = 10;

interface ProcessTime {
  pid: number;
  parent: number;
  name: string;
  /** With that of its children which have ended. */
  usedMs: number;
}

/**
 * Processor time of all programs but this one, its children and llama-server, up to now. 0 where
 * there is no /proc. A program that ends hands its time to its parent, so that none is lost.
 */
export async function otherProgramsMs(): Promise<number> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const read = await Promise.all(pids.map((pid) => readProcess(Number(pid))));
  const processes = new Map(read.flatMap((one) => (one === undefined ? [] : [[one.pid, one]])));
  let usedMs = 0;
  for (const one of processes.values()) if (!isContestant(one, processes)) usedMs += one.usedMs;
  return usedMs;
}

function isContestant(one: ProcessTime, processes: ReadonlyMap<number, ProcessTime>): boolean {
  for (let at: ProcessTime | undefined = one; at !== undefined; at = processes.get(at.parent)) {
    if (at.pid === process.pid || at.name === 'llama-server') return true;
  }
  return false;
}

/** proc(5): the name in brackets may hold anything, so the fields are read after the last one. */
async function readProcess(pid: number): Promise<ProcessTime | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const end = text.lastIndexOf(')');
  if (end === -1) return undefined;
  const fields = text.slice(end + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return {
    pid,
    parent: Number(fields[1]),
    name: text.slice(text.indexOf('(') + 1, end),
    usedMs: ticks * msPerTick,
  };
}
