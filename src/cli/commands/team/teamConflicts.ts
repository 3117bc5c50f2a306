import { type Command, Option } from 'commander';
import type { SharingConflict, TextVersion } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { teamMessages } from '../../messages/team.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { type Client, withSession } from '../../session.ts';

interface Choice {
  field?: string;
  take?: number;
  mine?: boolean;
  text?: string;
}

/** `team conflicts [settle]`: texts that two devices edited apart. */
export function addConflictCommands(team: Command, globals: Parameters<AddCommands>[1]): void {
  const conflicts = team.command('conflicts').description(teamMessages.teamConflicts.conflicts);
  conflicts
    .command('list', { isDefault: true })
    .description(teamMessages.teamConflicts.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.sharing.conflicts({});
        if (json) return printJson(result);
        if (result.conflicts.length === 0) printLine(teamMessages.teamConflicts.none);
        for (const conflict of result.conflicts) printConflict(conflict);
        if (result.conflicts.length > 0) {
          printLine(teamMessages.teamConflicts.next);
        }
      }),
    );
  conflicts
    .command('settle')
    .description(teamMessages.teamConflicts.settle)
    .argument('<record>', teamMessages.teamConflicts.record)
    .option('--field <name>', teamMessages.teamConflicts.field)
    .addOption(
      new Option('--take <n>', teamMessages.teamConflicts.take)
        .argParser(wholeNumber)
        .conflicts([...['mine', 'text']]),
    )
    .addOption(new Option('--mine', teamMessages.teamConflicts.mine).conflicts(['take', 'text']))
    .option('--text <text>', teamMessages.teamConflicts.text)
    .action((record: string, choice: Choice, command: Command) =>
      withSession(globals(), async ({ client, json }) => {
        const conflict = await findConflict(client, { record, field: choice.field }, command);
        const versions = [conflict.kept, ...conflict.others];
        const value = choice.text ?? chosen(versions, choice)?.value;
        if (value === undefined) {
          return command.error(teamMessages.teamConflicts.versionRequired(versions.length));
        }
        const seen = versions.map(({ hlc, deviceId }) => ({ hlc, deviceId }));
        const { kind, id, field } = conflict;
        const status = await client.sharing.settle({ kind, id, field, value, seen });
        if (json) return printJson(status);
        printLine(teamMessages.teamConflicts.settled(status.conflicts));
      }),
    );
}

function chosen(versions: readonly TextVersion[], { take, mine }: Choice): TextVersion | undefined {
  return mine === true ? versions.find(({ isLocal }) => isLocal) : versions[(take ?? 0) - 1];
}

async function findConflict(
  client: Client,
  { record, field }: { record: string; field: string | undefined },
  command: Command,
): Promise<SharingConflict> {
  const { conflicts } = await client.sharing.conflicts({ limit: 1_000 });
  const found = conflicts.filter(
    (conflict) => conflict.id.startsWith(record) && (field ?? conflict.field) === conflict.field,
  );
  const [only, second] = found;
  if (only === undefined) command.error(teamMessages.teamConflicts.notFound(record));
  if (second !== undefined) {
    const names = found.map((one) => `${one.id} --field ${one.field}`).join(', ');
    command.error(teamMessages.teamConflicts.ambiguous(names));
  }
  return only;
}

function printConflict({ kind, id, label, field, kept, others }: SharingConflict): void {
  printLine(teamMessages.teamConflicts.title(safeText(id), field, kind, safeText(label)));
  for (const [index, version] of [kept, ...others].entries()) {
    const when = new Date(version.writtenAtMs).toLocaleString();
    const shown = index === 0 ? teamMessages.teamConflicts.shown : '';
    printLine(`  ${index + 1}  ${when}, ${safeText(writerOf(version))}${shown}`);
    printLine(`     ${safeText(version.value)}`);
  }
}

function writerOf({ isLocal, deviceName, deviceId }: TextVersion): string {
  return isLocal
    ? teamMessages.teamConflicts.thisComputer
    : (deviceName ?? teamMessages.teamConflicts.computer(deviceId.slice(0, 8)));
}
