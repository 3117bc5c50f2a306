/**
 * Loaded with `--require` before a helper process runs anything else: restricts this thread by its
 * policy and starts the program again in the same process. Threads that Node already has would stay
 * unrestricted; of the program that replaces this one every thread is restricted. Nothing may be
 * awaited here: messages that come on the channel are for the program.
 */
import { meansOf, openKernel } from './kernel.ts';
import type { Policy } from './policy.ts';
import { restrictFiles } from './restrictFiles.ts';
import { systemCallFilter } from './systemCallFilter.ts';
import { policyVariable } from './variable.ts';

const given = process.env[policyVariable];
delete process.env[policyVariable];
if (given !== undefined) confine(JSON.parse(given) as Policy);

function confine(policy: Policy): void {
  const kernel = openKernel();
  const means = meansOf(kernel);
  const limit = { fileBytes: 1, core: 4 } as const;
  // A crash must not leave a picture of its memory on the disk.
  kernel.setLimit(limit.core, 0);
  kernel.setLimit(limit.fileBytes, policy.maxFileBytes);
  const noNewPrivileges = 38;
  kernel.prctl(noNewPrivileges, 1);
  if (means.landlock > 0) restrictFiles(kernel, means.landlock, policy);
  const filter = systemCallFilter(process.arch);
  if (means.seccomp && filter !== undefined) {
    const setFilter = 1;
    const failed = kernel.seccomp(setFilter, { len: filter.length / 8, filter });
    if (failed < 0) throw new Error(`System calls could not be filtered: errno ${-failed}.`);
  }
  // The channel to the core, as `fork` hands it over.
  const channel = 3;
  kernel.keepOpen(channel);
  const own = process.execArgv.filter(
    (argument, index, all) => argument !== '--require' && all[index - 1] !== '--require',
  );
  process.execve?.(process.execPath, [process.execPath, ...own, ...process.argv.slice(1)], {
    ...process.env,
    NODE_CHANNEL_FD: `${channel}`,
    NODE_CHANNEL_SERIALIZATION_MODE: 'advanced',
  });
}
