import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { AppError, withoutSecrets } from '../../../base/index.ts';
import type { LinkCommand } from '../tool/linkCommand.ts';
import { endGroup } from './endGroup.ts';
import { linkErrorOf } from './linkErrorOf.ts';

export interface YtDlpRun {
  command: LinkCommand & { old: boolean };
  args: readonly string[];
  /** The run's own folder. */
  folder: string;
  /** All of it: nothing of this process's is added. */
  environment: Record<string, string>;
  signal: AbortSignal;
  /** A run that says nothing for so long is ended. */
  stallMs: number;
  /** Hidden in what it says of a failure: it was given them. */
  secrets: readonly string[];
  onLine?(line: string): void;
}

/** Most of standard output that is kept: the list of a large channel fits. */
const maxOutput = 64 << 20;
const maxErrorText = 1 << 20;

/**
 * Runs yt-dlp to its end and returns its standard output. An argument array, never a shell; an
 * environment of its own; its whole process group ends with the signal.
 * Errors: `link.*`, `network.unavailable`, `disk.full`; the signal's reason when aborted.
 */
export async function runYtDlp(run: YtDlpRun): Promise<string> {
  const { command, folder, signal, stallMs } = run;
  signal.throwIfAborted();
  const child = execa(command.program, [...command.prefix, ...run.args], {
    cwd: folder,
    env: run.environment,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    // Its own group on POSIX, so that what it starts ends with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
    maxBuffer: { stdout: maxOutput, stderr: maxErrorText },
  });
  const end = (): void => endGroup(child.pid);
  const watch = watchForStall(child, stallMs, end);
  if (run.onLine !== undefined) {
    createInterface({ input: child.stdout }).on('line', run.onLine);
  }
  signal.addEventListener('abort', end, { once: true });
  try {
    const result = await child;
    signal.throwIfAborted();
    if (watch.hasStalled()) {
      const seconds = Math.round(stallMs / 1_000);
      throw new AppError('network.unavailable', `No data for ${seconds} seconds.`);
    }
    if (result.isMaxBuffer) throw new AppError('link.failed', 'yt-dlp produced too much output.');
    if (result.code === 'ENOENT') {
      throw new AppError('link.toolMissing', `${command.program} no longer exists.`);
    }
    if (result.failed) {
      const stderr = withoutSecrets(result.stderr, run.secrets);
      throw linkErrorOf({ stderr, old: command.old });
    }
    return result.stdout;
  } finally {
    watch.stop();
    signal.removeEventListener('abort', end);
  }
}

function watchForStall(
  child: { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream },
  stallMs: number,
  end: () => void,
): { hasStalled(): boolean; stop(): void } {
  let stalled = false;
  const timer = setTimeout(() => {
    stalled = true;
    end();
  }, stallMs);
  const alive = (): void => void timer.refresh();
  child.stdout.on('data', alive);
  child.stderr.on('data', alive);
  return { hasStalled: () => stalled, stop: () => clearTimeout(timer) };
}
