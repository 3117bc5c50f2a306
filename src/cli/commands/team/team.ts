import type { SharingStatus, SyncCounts } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { followJobs, jobStatus, requireDone } from '../../followJobs.ts';
import { commonMessages } from '../../messages/common.ts';
import { teamMessages } from '../../messages/team.ts';
import { readPemFile } from '../../options/readPemFile.ts';
import { addressWithPassword } from '../../options/readSecret.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';
import { addWorkersCommands } from '../../workersCommands.ts';
import { printTeamHit, teamNotSearched } from '../library/search.ts';
import { addConflictCommands } from './teamConflicts.ts';

interface ConnectOptions {
  local?: boolean;
  workspace?: string;
  ca?: string;
  password?: boolean;
  passwordFromEnv?: string;
}

/**
 * `team connect|disconnect|status|sync|conflicts|search|workers|…`: what the team shares, and its
 * workers.
 */
export const addTeamCommands: AddCommands = (program, globals) => {
  const team = program.command('team').description(teamMessages.team.team);
  team
    .command('connect')
    .description(teamMessages.team.connect)
    .argument('[url]', 'postgres://user@host/database')
    .option('--local', teamMessages.team.local)
    .option('--workspace <name>', commonMessages.workspace)
    .option('--ca <file>', commonMessages.caFile)
    .option('--password', commonMessages.passwordFromInput)
    .option('--password-from-env <name>', commonMessages.passwordFromVariable)
    .action((url: string | undefined, options: ConnectOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const { workspace, ca, password, passwordFromEnv } = options;
        const source = { fromInput: password, fromEnv: passwordFromEnv };
        const target =
          options.local === true ? 'local' : await addressWithPassword(url ?? '', source);
        const status = await client.sharing.connect({
          target,
          ...(workspace === undefined ? {} : { workspace }),
          ...(ca === undefined ? {} : { caPem: await readPemFile(ca) }),
        });
        printStatus(status, json);
      }),
    );
  team
    .command('disconnect')
    .description(teamMessages.team.disconnect)
    .action(() =>
      withSession(globals(), async ({ client, json }) =>
        printStatus(await client.sharing.disconnect(), json),
      ),
    );
  team
    .command('status', { isDefault: true })
    .description(teamMessages.team.status)
    .action(() =>
      withSession(globals(), async ({ client, json }) =>
        printStatus(await client.sharing.status(), json),
      ),
    );
  team
    .command('sync')
    .description(teamMessages.team.sync)
    .action(() => withSession(globals(), sync));
  addConflictCommands(team, globals);
  team
    .command('search')
    .description(teamMessages.team.search)
    .argument('<query>')
    .option('--limit <n>', commonMessages.limit, wholeNumber, 20)
    .action((query: string, { limit }: { limit: number }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const result = await client.sharing.search({ query, limit }, { signal });
        if (json) return printJson(result);
        for (const hit of result.hits) printTeamHit(hit);
        if (result.searched === 'local') {
          printLine(teamNotSearched(result));
        }
      }),
    );
  addWorkersCommands(team, globals);
};

/** Of a sync that the queue has forgotten. */
const noCounts: SyncCounts = { pushed: 0, pulled: 0, refused: 0 };

async function sync(session: Session): Promise<void> {
  const { client, json, status } = session;
  const jobs = await followJobs(
    session,
    async () => [await client.sharing.sync()],
    (job) => status.show(jobStatus(job)),
  );
  status.clear();
  requireDone(jobs);
  const after = await client.sharing.status();
  const { pushed, pulled, refused, newer = 0 } = after.lastSync ?? noCounts;
  if (json) return printJson({ type: 'done', ...after.lastSync, status: after });
  printLine(teamMessages.team.synced(pushed, pulled));
  if (newer > 0) printLine(teamMessages.team.newer(newer));
  if (waits(after)) printLine(teamMessages.team.readOnly(after.pending));
  if (refused > 0) printLine(teamMessages.team.skipped(refused));
  if (after.conflicts > 0) printLine(teamMessages.team.conflicts(after.conflicts));
}

function printStatus(status: SharingStatus, json: boolean): void {
  if (json) {
    printJson(status);
    return;
  }
  const { connected, target = '', records, pending, conflicts, lastSyncAtMs } = status;
  if (!connected) {
    printLine(teamMessages.team.notConnected);
    return;
  }
  const last = lastSyncAtMs === undefined ? 'never' : new Date(lastSyncAtMs).toLocaleString();
  printLine(teamMessages.team.connected(safeText(target), last));
  if (status.hasOwnCa) printLine(teamMessages.team.ownCa);
  printLine(teamMessages.team.counts(records, pending, conflicts));
  if (waits(status)) printLine(teamMessages.team.readOnly(status.pending));
  if (target !== 'local' && !status.passwordPersists) {
    printLine(teamMessages.team.noKeychain);
  }
}

/** True when changes stay on this computer because its user may only read. */
function waits({ role, pending }: SharingStatus): boolean {
  return role === 'viewer' && pending > 0;
}
