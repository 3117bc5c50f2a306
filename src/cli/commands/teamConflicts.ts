import { type Command, Option } from 'commander';
import type { SharingConflict, TextVersion } from '../../contract/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { printJson, printLine, safeText } from '../output.ts';
import { type Client, withSession } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';

interface Choice {
  field?: string;
  take?: number;
  mine?: boolean;
  text?: string;
}

/** `team conflicts [settle]`: texts that two desks edited apart. */
export function addConflictCommands(team: Command, globals: Parameters<AddCommands>[1]): void {
  const conflicts = team
    .command('conflicts')
    .description('texts that were edited on two desks at once');
  conflicts
    .command('list', { isDefault: true })
    .description('all versions, the shown one first')
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.sharing.conflicts({});
        if (json) return printJson(result);
        if (result.conflicts.length === 0) printLine('Nothing was edited on two desks at once.');
        for (const conflict of result.conflicts) printConflict(conflict);
        if (result.conflicts.length > 0) {
          printLine('Choose with: trendroom team conflicts settle RECORD --take N');
        }
      }),
    );
  conflicts
    .command('settle')
    .description('choose a version, or write another, for every desk')
    .argument('<record>', 'as conflicts shows it, or its beginning')
    .option('--field <name>', 'which text, when several of the record wait')
    .addOption(
      new Option('--take <n>', 'the version of that number')
        .argParser(wholeNumber)
        .conflicts([...['mine', 'text']]),
    )
    .addOption(new Option('--mine', 'the newest that this desk wrote').conflicts(['take', 'text']))
    .option('--text <text>', 'a text made of them')
    .action((record: string, choice: Choice, command: Command) =>
      withSession(globals(), async ({ client, json }) => {
        const conflict = await findConflict(client, { record, field: choice.field }, command);
        const versions = [conflict.kept, ...conflict.others];
        const value = choice.text ?? chosen(versions, choice)?.value;
        if (value === undefined) {
          return command.error(`Give --text, --mine, or --take from 1 to ${versions.length}.`);
        }
        const seen = versions.map(({ hlc, deskId }) => ({ hlc, deskId }));
        const { kind, id, field } = conflict;
        const status = await client.sharing.settle({ kind, id, field, value, seen });
        if (json) return printJson(status);
        printLine(`Settled; the others have it after the next sync. ${status.conflicts} left.`);
      }),
    );
}

function chosen(versions: readonly TextVersion[], { take, mine }: Choice): TextVersion | undefined {
  return mine === true ? versions.find(({ here }) => here) : versions[(take ?? 0) - 1];
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
  if (only === undefined) command.error(`Nothing of ${record} was edited on two desks at once.`);
  if (second !== undefined) {
    const names = found.map((one) => `${one.id} --field ${one.field}`).join(', ');
    command.error(`Say which: ${names}.`);
  }
  return only;
}

function printConflict({ kind, id, label, field, kept, others }: SharingConflict): void {
  printLine(`${safeText(id)}: ${field} of the ${kind} ${safeText(label)}`);
  for (const [index, version] of [kept, ...others].entries()) {
    const when = new Date(version.writtenAtMs).toLocaleString();
    const shown = index === 0 ? ', shown' : '';
    printLine(`  ${index + 1}  ${when}, ${safeText(writerOf(version))}${shown}`);
    printLine(`     ${safeText(version.value)}`);
  }
}

function writerOf({ here, deskName, deskId }: TextVersion): string {
  return here ? 'this desk' : (deskName ?? `desk ${deskId.slice(0, 8)}`);
}
