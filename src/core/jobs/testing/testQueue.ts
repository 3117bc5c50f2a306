import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, silentLogger, systemClock } from '../../base/index.ts';
import { type Library, openLibrary } from '../../db/index.ts';
import { copyTemplateDatabase } from '../../db/testing/templateDatabase.ts';
import type { ResourceSlots } from '../admission/resourceSlots.ts';
import type { AnyJobKind, JobKind, Stage, StageContext } from '../jobKind.ts';
import { createJobQueue, type JobQueue } from '../queue/jobQueue.ts';

export interface TestQueue {
  directory: string;
  library: Library;
  queue: JobQueue;
  /** Another queue on the same library, as another process would have it. */
  open(kinds: readonly AnyJobKind[]): { library: Library; queue: JobQueue };
  close(): Promise<void>;
}

export interface TestQueueOptions {
  kinds: readonly AnyJobKind[];
  slots?: ResourceSlots;
  clock?: Clock;
}

/** A queue on a library of its own in a temporary folder, for tests. */
export function openTestQueue({ kinds, slots, clock = systemClock }: TestQueueOptions): TestQueue {
  const directory = mkdtempSync(join(tmpdir(), 'trendroom-jobs-'));
  copyTemplateDatabase(directory);
  const opened: { library: Library; queue: JobQueue }[] = [];
  const open = (someKinds: readonly AnyJobKind[]): { library: Library; queue: JobQueue } => {
    const library = openLibrary({ directory, clock });
    const queue = createJobQueue({
      library,
      clock,
      logger: silentLogger,
      kinds: someKinds,
      random: () => 0.5,
      ...(slots === undefined ? {} : { slots }),
    });
    opened.push({ library, queue });
    return { library, queue };
  };
  const first = open(kinds);
  return {
    directory,
    ...first,
    open,
    close: async () => {
      for (const { library, queue } of opened) {
        await queue.dispose();
        library.close();
      }
      rmSync(directory, { recursive: true });
    },
  };
}

/** A kind whose stages do what the test says; every error may be tried again. */
export function testKind<Payload extends object>(
  stages: Record<string, (context: StageContext<Payload>) => void | Promise<void>>,
  options: Partial<JobKind<Payload>> & { resource?: Stage<Payload>['resource'] } = {},
): JobKind<Payload> {
  const { resource = 'disk', ...rest } = options;
  return {
    kind: 'test',
    maxAttempts: 1,
    isRetryable: () => true,
    stages: Object.entries(stages).map(([name, run]) => ({
      name,
      weight: 1,
      resource,
      run: async (context) => run(context),
    })),
    ...rest,
  };
}

/** Resolves when the signal aborts, as a well-behaved stage does. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
