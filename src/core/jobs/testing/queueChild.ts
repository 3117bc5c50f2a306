/**
 * A process of its own that runs the queue of a library, to be killed or asked to stop by tests.
 * Arguments: library folder, log file, the stage to hang in (or `none`). Each stage appends its
 * name and payload to the log; a hanging one says so on stdout and waits for its signal.
 */
import { appendFileSync } from 'node:fs';
import { silentLogger, systemClock } from '../../base/index.ts';
import { openLibrary } from '../../db/index.ts';
import type { JobKind, StageContext } from '../jobKind.ts';
import { createJobQueue } from '../queue/jobQueue.ts';

interface Payload {
  trail: string[];
}

const [directory = '', log = '', hangIn = 'none'] = process.argv.slice(2);

async function runStage(name: string, context: StageContext<Payload>): Promise<void> {
  const { payload, signal } = context;
  appendFileSync(log, `${name} after ${payload.trail.join('+') || 'nothing'}\n`);
  context.update({ trail: [...payload.trail, name] });
  if (name === 'first') await context.claim('hash-of-the-file');
  context.warn('captions.invalid', `${name} warned`);
  context.progress(0.5);
  if (name !== hangIn) return;
  process.stdout.write('hanging\n');
  await new Promise((_resolve, reject) => {
    const alive = setInterval(() => {}, 1_000);
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      reject(signal.reason);
    });
  });
}

export const childKind: JobKind<Payload> = {
  kind: 'child',
  maxAttempts: 1,
  isRetryable: () => false,
  stages: ['first', 'second', 'third'].map((name) => ({
    name,
    weight: 1,
    resource: 'disk',
    run: (context) => runStage(name, context),
  })),
};

if (import.meta.main) {
  const library = openLibrary({ directory, clock: systemClock });
  const queue = createJobQueue({
    library,
    clock: systemClock,
    logger: silentLogger,
    kinds: [childKind],
  });
  queue.start();
  await Promise.all(queue.list({ limit: 100 }).map((job) => queue.finished(job.id)));
  await queue.dispose();
  library.close();
}
