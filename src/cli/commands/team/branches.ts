import { Option } from 'commander';
import {
  type Branch,
  type BranchChange,
  type BranchEstimate,
  branchIdSchema,
  branchTeamSchema,
} from '../../../contract/index.ts';
import { AppError, toAppError } from '../../../core/base/index.ts';
import { leaveBranch } from '../../../core/sync/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { libraryFolder } from '../../folders.ts';
import { commonMessages } from '../../messages/common.ts';
import { systemMessages } from '../../messages/system.ts';
import { readSecret } from '../../options/readSecret.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { exitCodes, formatBytes, printJson, printLine, safeText } from '../../output.ts';
import { type GlobalOptions, type Session, withSession } from '../../session.ts';

interface CreateOptions {
  for: string;
  team: Branch['team'];
  project?: string;
  keyFromEnv?: string;
}

interface LeftoverOptions {
  project?: string;
  remove?: string;
}

/**
 * `branches list|create|estimate|open|leave|compare|keep|remove|leftovers`: copies to try things
 * on.
 */
export const addBranchCommands: AddCommands = (program, globals, setExitCode) => {
  const branches = program.command('branches').description(systemMessages.branches.branches);
  const withTeam = (command: ReturnType<typeof branches.command>) =>
    command
      .addOption(
        new Option('--team <how>', systemMessages.branches.team)
          .choices(branchTeamSchema.options)
          .default('none'),
      )
      .option('--project <id>', systemMessages.branches.project);
  branches
    .command('list', { isDefault: true })
    .description(systemMessages.branches.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.branches.list();
        if (json) return printJson(result);
        if (result.branches.length === 0) {
          return printLine(systemMessages.branches.none);
        }
        for (const branch of result.branches) printBranch(branch);
      }),
    );
  withTeam(branches.command('estimate'))
    .description(systemMessages.branches.estimate)
    .action(({ team, project }: CreateOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const estimate = await client.branches.estimate({
          team,
          ...(project !== undefined && { projectId: project }),
        });
        if (json) printJson(estimate);
        else printEstimate(estimate);
      }),
    );
  withTeam(branches.command('create'))
    .description(systemMessages.branches.create)
    .argument('<name>')
    .option('--for <words>', systemMessages.branches.purpose, '')
    .option('--key-from-env <name>', systemMessages.branches.neonKey)
    .action((name: string, options: CreateOptions) =>
      withSession(globals(), (session) => create(session, name, options)),
    );
  branches
    .command('open')
    .description(systemMessages.branches.open)
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const branch = await client.branches.open({ id: toId(id) });
        if (json) return printJson(branch);
        printLine(systemMessages.branches.opened(safeText(branch.name)));
        printLine(systemMessages.branches.leaveNext);
      }),
    );
  branches
    .command('leave')
    .description(systemMessages.branches.leave)
    .action(() => leave(globals()));
  branches
    .command('compare')
    .description(systemMessages.branches.compare)
    .argument('<id>')
    .option('--limit <n>', systemMessages.branches.limit, wholeNumber, 200)
    .action((id: string, { limit }: { limit: number }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const result = await client.branches.compare({ id: toId(id), limit }, { signal });
        if (json) return printJson(result);
        printLine(systemMessages.branches.compared(result.ahead, result.behind));
        for (const change of result.changes) printChange(change);
      }),
    );
  branches
    .command('keep')
    .description(systemMessages.branches.keep)
    .argument('<id>')
    .argument('[keys...]', systemMessages.branches.keepOnly)
    .option('--overwrite', systemMessages.branches.overwrite)
    .action((id: string, keys: string[], { overwrite = false }: { overwrite?: boolean }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const result = await client.branches.keep(
          { id: toId(id), overwrite, ...(keys.length > 0 && { keys }) },
          { signal },
        );
        if (result.failed.length > 0) setExitCode(exitCodes.failed);
        if (json) return printJson(result);
        printLine(systemMessages.branches.kept(result.kept));
        if (result.conflicts > 0) {
          printLine(systemMessages.branches.conflicts(result.conflicts));
        }
        for (const { key, message } of result.failed) printLine(`  ${key}: ${safeText(message)}`);
      }),
    );
  branches
    .command('remove')
    .description(systemMessages.branches.remove)
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.branches.remove({ id: toId(id) });
        if (json) printJson(result);
        else printLine(systemMessages.branches.removed);
      }),
    );
  branches
    .command('leftovers')
    .description(systemMessages.branches.orphans)
    .option('--project <id>', systemMessages.branches.orphansProject)
    .option('--remove <name>', systemMessages.branches.orphansRemove)
    .action((options: LeftoverOptions) =>
      withSession(globals(), (session) => leftovers(session, options)),
    );
};

/** Also when the branch does not open. */
async function leave(globals: GlobalOptions): Promise<void> {
  const print = (json: boolean, result: { left: boolean }): void => {
    if (json) printJson(result);
    else printLine(result.left ? systemMessages.branches.left : systemMessages.branches.onLibrary);
  };
  try {
    await withSession(globals, async ({ client, json }) => {
      print(json, await client.branches.leave());
    });
  } catch (error) {
    if (toAppError(error).code !== 'branch.notOpened') throw error;
    leaveBranch(libraryFolder(globals.library));
    print(globals.json === true, { left: true });
  }
}

async function create(
  { client, json, status, signal }: Session,
  name: string,
  { for: purpose, team, project, keyFromEnv }: CreateOptions,
): Promise<void> {
  const choice = { team, ...(project !== undefined && { projectId: project }) };
  if (!json) printEstimate(await client.branches.estimate(choice));
  const neonKey = await readSecret({ fromEnv: keyFromEnv });
  const events = await client.branches.create(
    { name, purpose, ...choice, ...(neonKey !== undefined && { neonKey }) },
    { signal },
  );
  for await (const event of events) {
    if (json) printJson(event);
    else if (event.type === 'progress') {
      status.show(systemMessages.branches.copying(event.step, event.done, event.total));
    } else {
      status.clear();
      printBranch(event.branch);
      printLine(systemMessages.branches.openNext(event.branch.id));
    }
  }
}

async function leftovers(
  { client, json }: Session,
  { project, remove }: LeftoverOptions,
): Promise<void> {
  const choice = project === undefined ? {} : { projectId: project };
  if (remove !== undefined) {
    const team = remove.startsWith('trendroom_branch_') ? 'schema' : 'neon';
    const result = await client.branches.removeLeftover({ name: remove, team, ...choice });
    if (json) printJson(result);
    else printLine(commonMessages.removed);
    return;
  }
  const result = await client.branches.leftovers(choice);
  if (json) return printJson(result);
  if (result.leftovers.length === 0) printLine(systemMessages.branches.noOrphans);
  for (const { name, sizeBytes } of result.leftovers) {
    printLine(`${safeText(name)}  ${formatBytes(sizeBytes)}`);
  }
  if (result.leftovers.length > 0) printLine(systemMessages.branches.orphansWarning);
}

function toId(text: string): Branch['id'] {
  const id = branchIdSchema.safeParse(text);
  if (!id.success) throw new AppError('usage.invalid', systemMessages.branches.invalidId);
  return id.data;
}

const teamLabels: Record<Branch['team'], string> = {
  none: systemMessages.branches.notShared,
  schema: systemMessages.branches.ownTables,
  neon: systemMessages.branches.ownNeon,
};

function printBranch(branch: Branch): void {
  const { id, name, purpose, createdAtMs, state, open, sizeBytes, team, ahead, behind } = branch;
  const marks = [...(open ? ['open'] : []), ...(state === 'ready' ? [] : [state])].join(', ');
  printLine(`${id}  ${safeText(name)}${marks === '' ? '' : `  (${marks})`}`);
  const counts = ahead === undefined ? [] : [systemMessages.branches.distance(ahead, behind ?? 0)];
  const made = systemMessages.branches.created(new Date(createdAtMs).toLocaleString());
  printLine(`    ${[made, formatBytes(sizeBytes), ...counts, teamLabels[team]].join('; ')}`);
  if (purpose !== '') printLine(`    ${safeText(purpose)}`);
}

function printEstimate(estimate: BranchEstimate): void {
  const { databaseBytes, mediaFiles, mediaBytes, mediaShared, teamBytes, seconds, freeBytes } =
    estimate;
  const media = mediaShared
    ? systemMessages.branches.filesShared(mediaFiles)
    : systemMessages.branches.filesCopied(mediaFiles, formatBytes(mediaBytes));
  const team =
    teamBytes === undefined ? '' : systemMessages.branches.teamSize(formatBytes(teamBytes));
  printLine(
    systemMessages.branches.needs(
      formatBytes(databaseBytes),
      formatBytes(freeBytes),
      team,
      seconds,
      media,
    ),
  );
}

function printChange({ key, how, label, fields, records, conflict }: BranchChange): void {
  const more = records > 1 ? ` (${records})` : '';
  printLine(`${how.padEnd(8)} ${key}${more}${conflict ? systemMessages.branches.conflict : ''}`);
  const what = [safeText(label), ...(how === 'changed' ? [fields.join(', ')] : [])];
  printLine(`    ${what.filter((words) => words !== '').join(': ')}`);
}
