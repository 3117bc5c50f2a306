import type { SharingStatus } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { addFleetCommands } from '../fleetCommands.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { readPemFile } from '../readPemFile.ts';
import { type Session, withSession } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';
import { printTeamHit } from './search.ts';
import { addConflictCommands } from './teamConflicts.ts';

interface ConnectOptions {
  local?: boolean;
  workspace?: string;
  ca?: string;
}

/** `team connect|disconnect|status|sync|conflicts|search|fleet|…`: what the team shares, and its workers. */
export const addTeamCommands: AddCommands = (program, globals) => {
  const team = program.command('team').description('what the team shares, and its workers');
  team
    .command('connect')
    .description('share with a Postgres, or with a database on this disk')
    .argument('[url]', 'postgres://user:password@host/database')
    .option('--local', 'a database on this disk, without a server')
    .option('--workspace <name>', 'which workspace; the first when left out')
    .option('--ca <file>', 'certificate of the authority that signed the server’s, as PEM')
    .action((url: string | undefined, options: ConnectOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const target = options.local === true ? 'local' : (url ?? '');
        const { workspace, ca } = options;
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
    .description('stop sharing and forget the password; what was shared stays')
    .action(() =>
      withSession(globals(), async ({ client, json }) =>
        printStatus(await client.sharing.disconnect(), json),
      ),
    );
  team
    .command('status', { isDefault: true })
    .description('where sharing stands')
    .action(() =>
      withSession(globals(), async ({ client, json }) =>
        printStatus(await client.sharing.status(), json),
      ),
    );
  team
    .command('sync')
    .description('send and take what changed')
    .action(() => withSession(globals(), sync));
  addConflictCommands(team, globals);
  team
    .command('search')
    .description('find moments that only others have')
    .argument('<query>')
    .option('--limit <n>', 'at most so many', wholeNumber, 20)
    .action((query: string, { limit }: { limit: number }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const result = await client.sharing.search({ query, limit }, { signal });
        if (json) return printJson(result);
        for (const hit of result.hits) printTeamHit(hit);
        if (result.searched === 'here') {
          printLine('The team was not reached: these are words of what was taken earlier.');
        }
      }),
    );
  addFleetCommands(team, globals);
};

async function sync({ client, json, status, signal }: Session): Promise<void> {
  for await (const event of await client.sharing.sync(undefined, { signal })) {
    if (json) printJson(event);
    else if (event.type === 'progress') {
      status.show(`Sent ${event.pushed}, taken ${event.pulled}`);
    } else {
      status.clear();
      printLine(`Sent ${event.pushed}, taken ${event.pulled}.`);
      const { newer = 0, status: after } = event;
      if (newer > 0) printLine(`${newer} rows are for a later Trendroom; they stay with the team.`);
      if (waits(after)) printLine(waitWords(after));
      if (event.refused > 0) printLine(`Passed over ${event.refused} damaged rows of the team.`);
      if (event.status.conflicts > 0) {
        printLine(`${event.status.conflicts} in conflict; see them with: trendroom team conflicts`);
      }
    }
  }
}

function printStatus(status: SharingStatus, json: boolean): void {
  if (json) {
    printJson(status);
    return;
  }
  const { connected, target = '', records, pending, conflicts, lastSyncAtMs } = status;
  if (!connected) {
    printLine('Not shared with a team. Connect with: trendroom team connect --local, or a URL.');
    return;
  }
  const last = lastSyncAtMs === undefined ? 'never' : new Date(lastSyncAtMs).toLocaleString();
  printLine(`Shared with ${safeText(target)}; last sync ${last}.`);
  if (status.ownAuthority) printLine('Its certificate is checked against your own authority.');
  printLine(`${records} records, ${pending} to send, ${conflicts} in conflict.`);
  if (waits(status)) printLine(waitWords(status));
  if (target !== 'local' && !status.passwordPersists) {
    printLine('This system has no keychain: give the password in PGPASSWORD each time.');
  }
}

/** True when changes stay on this desk because its person may only read. */
function waits({ role, pending }: SharingStatus): boolean {
  return role === 'viewer' && pending > 0;
}

function waitWords({ pending }: SharingStatus): string {
  return (
    `${pending === 1 ? '1 change waits' : `${pending} changes wait`} on this desk: you may read ` +
    'what the team shares, not write. Ask its owner to make you an editor; the next sync sends them.'
  );
}
