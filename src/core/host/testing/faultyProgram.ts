import { silentLogger } from '../../base/index.ts';
import { logFaults } from '../index.ts';

/** A program with a promise that nobody waits for, and later an exception; see logFaults.processes.test.ts. */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
logFaults({
  logger: () => ({
    ...silentLogger,
    error: (message, fields) => say(`${message}: ${String(fields?.error).split('\n')[0]}`),
  }),
  end: (error) => {
    say(`ended: ${String(error)}`);
    process.exit(3);
  },
});
void Promise.reject(new Error('nobody waits'));
setTimeout(() => {
  say('still here');
  throw new Error('nobody catches');
}, 50);
