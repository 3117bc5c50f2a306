/**
 * Makes branches until it is killed; createBranches.processes.test.ts runs it as a process of its
 * own.
 */
import { deviceWithBranches } from './deviceWithBranches.ts';

const { branches } = deviceWithBranches(process.argv[2] ?? '');
while (true) {
  for await (const _event of branches.create({ name: 'x', purpose: '', team: 'none' })) {
    // To its end.
  }
}
