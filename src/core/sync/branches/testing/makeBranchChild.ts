/** Makes branches until it is killed; createBranches.processes.test.ts runs it as a process of its own. */
import { deskWithBranches } from './deskWithBranches.ts';

const { branches } = deskWithBranches(process.argv[2] ?? '');
while (true) {
  for await (const _event of branches.create({ name: 'x', purpose: '', team: 'none' })) {
    // To its end.
  }
}
