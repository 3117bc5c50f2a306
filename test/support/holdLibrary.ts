/** Holds the runner lock of a library until it is killed; badInput.processes.test.ts runs it. */
import { acquireRunnerLock } from '../../src/core/db/index.ts';

const lock = acquireRunnerLock(process.argv[2] ?? '');
process.stdout.write('held\n');
setTimeout(() => lock.release(), 120_000);
