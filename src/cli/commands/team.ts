import type { SharingConflict, SharingStatus } from '../../shared/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { readPemFile } from '../readPemFile.ts';
import { type Session, withSession } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';
import { printTeamHit } from './search.ts';

interface ConnectOptions {
  local?: boolean;
  workspace?: string;
  ca?: string;
}

/** `team connect|disconnect|status|sync|conflicts|search`: what the team shares. */
export const addTeamCommands: AddCommands = (program, globals) => {
  const team = program.command('team').description('what the team shares');
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
  team
    .command('conflicts')
    .description('texts that were edited on two desks at once')
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.sharing.conflicts({});
        if (json) return printJson(result);
        if (result.conflicts.length === 0) printLine('Nothing was edited on two desks at once.');
        for (const conflict of result.conflicts) printConflict(conflict);
      }),
    );
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
};

async function sync({ client, json, status, signal }: Session): Promise<void> {
  for await (const event of await client.sharing.sync(undefined, { signal })) {
    if (json) printJson(event);
    else if (event.type === 'progress') {
      status.show(`Sent ${event.pushed}, taken ${event.pulled}`);
    } else {
      status.clear();
      printLine(`Sent ${event.pushed}, taken ${event.pulled}.`);
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
  if (target !== 'local' && !status.passwordPersists) {
    printLine('This system has no keychain: give the password in PGPASSWORD each time.');
  }
}

function printConflict({ kind, id, field, kept, others }: SharingConflict): void {
  printLine(`${kind} ${safeText(id)}: ${field}`);
  for (const [label, { value, writtenAtMs }] of [
    ['kept', kept] as const,
    ...others.map((other) => ['also', other] as const),
  ]) {
    printLine(`  ${label}  ${new Date(writtenAtMs).toLocaleString()}  ${safeText(value)}`);
  }
}
