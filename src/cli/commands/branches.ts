import { Option } from 'commander';
import {
  type Branch,
  type BranchChange,
  type BranchEstimate,
  branchIdSchema,
  branchTeamSchema,
} from '../../contract/index.ts';
import { AppError, toAppError } from '../../core/base/index.ts';
import { leaveBranch } from '../../core/sync/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { libraryFolder } from '../folders.ts';
import { exitCodes, formatBytes, printJson, printLine, safeText } from '../output.ts';
import { type GlobalOptions, type Session, withSession } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';

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

/** `branches list|create|estimate|open|leave|compare|keep|remove|leftovers`: copies to try things on. */
export const addBranchCommands: AddCommands = (program, globals, setExitCode) => {
  const branches = program
    .command('branches')
    .description('copies of the library to try things on');
  const withTeam = (command: ReturnType<typeof branches.command>) =>
    command
      .addOption(
        new Option('--team <how>', 'also copy the team’s database: into a schema, or at Neon')
          .choices(branchTeamSchema.options)
          .default('none'),
      )
      .option('--project <id>', 'of Neon');
  branches
    .command('list', { isDefault: true })
    .description('the branches, newest first')
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.branches.list();
        if (json) return printJson(result);
        if (result.branches.length === 0) {
          return printLine('No branches. Make one: trendroom branches create NAME');
        }
        for (const branch of result.branches) printBranch(branch);
      }),
    );
  withTeam(branches.command('estimate'))
    .description('what a branch would take')
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
    .description('make a branch; what it takes is said first')
    .argument('<name>')
    .option('--for <words>', 'what it is for', '')
    .option('--key-from-env <name>', 'read the key of Neon’s API from an environment variable')
    .action((name: string, options: CreateOptions) =>
      withSession(globals(), (session) => create(session, name, options)),
    );
  branches
    .command('open')
    .description('work on a branch: every later command does')
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const branch = await client.branches.open({ id: toId(id) });
        if (json) return printJson(branch);
        printLine(`You work on the branch ${safeText(branch.name)} now.`);
        printLine('Back to the library: trendroom branches leave');
      }),
    );
  branches
    .command('leave')
    .description('work on the library again')
    .action(() => leave(globals()));
  branches
    .command('compare')
    .description('what a branch has changed against the library')
    .argument('<id>')
    .option('--limit <n>', 'list at most so many', wholeNumber, 200)
    .action((id: string, { limit }: { limit: number }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const result = await client.branches.compare({ id: toId(id), limit }, { signal });
        if (json) return printJson(result);
        printLine(`${result.ahead} changes that the library does not have, ${result.behind} back.`);
        for (const change of result.changes) printChange(change);
      }),
    );
  branches
    .command('keep')
    .description('merge changes of a branch into the library')
    .argument('<id>')
    .argument('[keys...]', 'as compare lists them, such as "video 1a2b…"; all when left out')
    .option('--overwrite', 'also what the library has changed since')
    .action((id: string, keys: string[], { overwrite = false }: { overwrite?: boolean }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const result = await client.branches.keep(
          { id: toId(id), overwrite, ...(keys.length > 0 && { keys }) },
          { signal },
        );
        if (result.failed.length > 0) setExitCode(exitCodes.failed);
        if (json) return printJson(result);
        printLine(`${result.kept} kept.`);
        if (result.conflicts > 0) {
          printLine(`${result.conflicts} left: the library has changed them, too (--overwrite).`);
        }
        for (const { key, message } of result.failed) printLine(`  ${key}: ${safeText(message)}`);
      }),
    );
  branches
    .command('remove')
    .description('throw a branch away, with its copy of the team’s database')
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.branches.remove({ id: toId(id) });
        if (json) printJson(result);
        else printLine('Removed. Nothing of it is left.');
      }),
    );
  branches
    .command('leftovers')
    .description('copies in the team’s database that belong to no branch of this library')
    .option('--project <id>', 'also at Neon, in this project')
    .option('--remove <name>', 'remove that one')
    .action((options: LeftoverOptions) =>
      withSession(globals(), (session) => leftovers(session, options)),
    );
};

/** Also when the branch does not open. */
async function leave(globals: GlobalOptions): Promise<void> {
  const print = (json: boolean, result: { left: boolean }): void => {
    if (json) printJson(result);
    else printLine(result.left ? 'You work on the library again.' : 'You are on the library.');
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
  const neonKey = keyFromEnv === undefined ? undefined : fromEnvironment(keyFromEnv);
  const events = await client.branches.create(
    { name, purpose, ...choice, ...(neonKey !== undefined && { neonKey }) },
    { signal },
  );
  for await (const event of events) {
    if (json) printJson(event);
    else if (event.type === 'progress') {
      status.show(`Copying: ${event.step} ${event.done} of ${event.total}`);
    } else {
      status.clear();
      printBranch(event.branch);
      printLine(`Work on it: trendroom branches open ${event.branch.id}`);
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
    else printLine('Removed.');
    return;
  }
  const result = await client.branches.leftovers(choice);
  if (json) return printJson(result);
  if (result.leftovers.length === 0) printLine('None: every copy belongs to a branch here.');
  for (const { name, sizeBytes } of result.leftovers) {
    printLine(`${safeText(name)}  ${formatBytes(sizeBytes)}`);
  }
  if (result.leftovers.length > 0) printLine('They may be branches of other desks: ask first.');
}

function toId(text: string): Branch['id'] {
  const id = branchIdSchema.safeParse(text);
  if (!id.success)
    throw new AppError('usage.invalid', 'A branch’s id is twelve digits and letters.');
  return id.data;
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new AppError('usage.invalid', `The environment has no ${name}.`);
  }
  return value;
}

const teamWords: Record<Branch['team'], string> = {
  none: 'shares with nobody',
  schema: 'shares with its own copy of the team’s tables',
  neon: 'shares with its own branch at Neon',
};

function printBranch(branch: Branch): void {
  const { id, name, purpose, createdAtMs, state, open, sizeBytes, team, ahead, behind } = branch;
  const marks = [...(open ? ['open'] : []), ...(state === 'ready' ? [] : [state])].join(', ');
  printLine(`${id}  ${safeText(name)}${marks === '' ? '' : `  (${marks})`}`);
  const counts = ahead === undefined ? [] : [`${ahead} ahead, ${behind ?? 0} behind`];
  const made = `made ${new Date(createdAtMs).toLocaleString()}`;
  printLine(`    ${[made, formatBytes(sizeBytes), ...counts, teamWords[team]].join('; ')}`);
  if (purpose !== '') printLine(`    ${safeText(purpose)}`);
}

function printEstimate(estimate: BranchEstimate): void {
  const { databaseBytes, mediaFiles, mediaBytes, mediaShared, teamBytes, seconds, freeBytes } =
    estimate;
  const media = mediaShared
    ? `${mediaFiles} stored files are shared`
    : `${mediaFiles} stored files are copied (${formatBytes(mediaBytes)})`;
  const team = teamBytes === undefined ? '' : `; ${formatBytes(teamBytes)} in the team’s database`;
  printLine(
    `It takes ${formatBytes(databaseBytes)} of ${formatBytes(freeBytes)}${team}, and some ${seconds} s; ${media}.`,
  );
}

function printChange({ key, how, label, fields, records, conflict }: BranchChange): void {
  const more = records > 1 ? ` (${records})` : '';
  printLine(`${how.padEnd(8)} ${key}${more}${conflict ? '  changed in the library, too' : ''}`);
  const what = [safeText(label), ...(how === 'changed' ? [fields.join(', ')] : [])];
  printLine(`    ${what.filter((words) => words !== '').join(': ')}`);
}
