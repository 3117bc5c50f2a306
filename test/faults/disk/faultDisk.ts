import { openSync, readFileSync } from 'node:fs';
import { hasSystemCode } from '../../../src/core/base/index.ts';

/** Calls of this process that changed files, since the last command. */
export interface DiskCounts {
  all: number;
  /** Those of them that need space. */
  growing: number;
}

/** What a process that runs under disk.c asks of it. */
export const faultDisk = {
  /** The `n`-th call from now, counted from 1, is not made: the process is killed. */
  killAt: (n: number): void => command(`kill/${n}`),
  /** The `n`-th call that needs space fails; with `stays` all after it, too. */
  fillAt: (n: number, { stays }: { stays: boolean }): void =>
    command(`${stays ? 'filled' : 'full'}/${n}`),
  /** Nothing fails; counting begins anew. */
  off: (): void => command('off'),
  /** Puts a word into the log. */
  mark: (word: string): void => command(`mark/${word}`),
  counts: (): DiskCounts => {
    const [all = 0, growing = 0] = readFileSync('/fault/count', 'utf8').split(' ').map(Number);
    return { all, growing };
  },
};

function command(text: string): void {
  try {
    openSync(`/fault/${text}`, 'r');
  } catch (error) {
    if (!hasSystemCode(error, 'ENOENT')) throw error;
  }
}
