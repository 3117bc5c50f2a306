import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScheduleKind } from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import type { ScheduleTask } from '../jobs/index.ts';
import { backupLibrary, verifyLibraryTask } from '../library/index.ts';
import type { Endpoints } from '../remote/index.ts';
import type { Sharing } from '../sync/index.ts';

const backupsKept = 7;
const backupName = /^auto-\d{4}-\d\d-\d\d\.tar$/;

export interface ScheduleTaskParts {
  library: Library;
  endpoints: Endpoints;
  sharing: Sharing;
  /** Queues the embedding of what has no vector yet; false when nothing is missing. */
  queueReindex(): Promise<boolean>;
}

/** What Trendroom does by itself, and how often when the user says nothing. */
export function createScheduleTasks(parts: ScheduleTaskParts): Record<ScheduleKind, ScheduleTask> {
  const { library, endpoints, sharing, queueReindex } = parts;
  return {
    sync: {
      title: 'Send and take what the team shares',
      defaultCron: '*/15 * * * *',
      enabledByDefault: true,
      hasWork: () => sharing.isConnected(),
      run: (signal) => sync(sharing, signal),
    },
    backup: {
      title: 'Back the library up',
      defaultCron: '0 3 * * *',
      // It takes as much disk as the library, up to seven times.
      enabledByDefault: false,
      run: (signal) => backup(library, signal),
    },
    verify: {
      title: 'Check that every stored file is whole',
      defaultCron: '0 4 * * 0',
      enabledByDefault: true,
      run: async (signal) => {
        const verified = library.readers.run(verifyLibraryTask, undefined, { signal });
        const { ok, checkedFiles, problems } = await verified;
        if (ok) return `${checkedFiles} files are whole.`;
        const [first] = problems;
        const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
        throw new AppError(
          'media.altered',
          `${count} found, the first: ${first?.detail ?? ''}. Run: trendroom verify.`,
        );
      },
    },
    reindex: {
      title: 'Embed what has no vector yet',
      defaultCron: '30 2 * * *',
      enabledByDefault: true,
      run: async () =>
        (await queueReindex()) ? 'Put into the queue.' : 'Everything is embedded already.',
    },
    checkEndpoints: {
      title: 'Check the team’s servers',
      defaultCron: '0 * * * *',
      enabledByDefault: true,
      run: (signal) => checkEndpoints(endpoints, signal),
    },
  };
}

/** One file for each day, in the library's own folder, which a backup leaves out. */
async function backup(library: Library, signal: AbortSignal): Promise<string> {
  const folder = join(library.directory, 'backups');
  const day = localDay(new Date(library.clock.nowMs()));
  const { path, sizeBytes, leftOut } = await backupLibrary(
    library,
    join(folder, `auto-${day}.tar`),
    signal,
  );
  const own = (await readdir(folder)).filter((name) => backupName.test(name)).sort();
  for (const old of own.slice(0, -backupsKept)) await rm(join(folder, old));
  const megabytes = (sizeBytes / 1_000_000).toFixed(1);
  const missing = leftOut === 0 ? '' : ` ${leftOut} damaged files were left out.`;
  return `${megabytes} MB in ${path}.${missing}`;
}

async function sync(sharing: Sharing, signal: AbortSignal): Promise<string> {
  let counts = { pushed: 0, pulled: 0 };
  for await (const event of sharing.sync(signal)) counts = event;
  return `${counts.pushed} sent, ${counts.pulled} taken.`;
}

async function checkEndpoints(endpoints: Endpoints, signal: AbortSignal): Promise<string> {
  const { endpoints: servers } = await endpoints.list();
  const enabled = servers.filter((each) => each.enabled);
  if (enabled.length === 0) return 'There is no server.';
  const wrong: string[] = [];
  for (const { id, name } of enabled) {
    const { contract } = await endpoints.check(id, signal);
    if (contract?.state !== 'ready') wrong.push(`${name}: ${contract?.state ?? 'not checked'}`);
  }
  const count = enabled.length === 1 ? 'The server is' : `All ${enabled.length} servers are`;
  return wrong.length === 0 ? `${count} ready.` : wrong.join('; ');
}

function localDay(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
