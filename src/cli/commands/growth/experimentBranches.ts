import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Branch, branchTeamSchema, experimentIdSchema } from '../../../contract/index.ts';
import { growthMessages } from '../../messages/growth.ts';
import { systemMessages } from '../../messages/system.ts';
import { readSecret } from '../../options/readSecret.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { type GlobalOptions, type Session, withSession } from '../../session.ts';

const texts = growthMessages.branches;

interface CreateOptions {
  team: Branch['team'];
  project?: string;
  keyFromEnv?: string;
}

/** `experiments branch create|list|drop`: a copy to try an experiment on, gone when it is decided. */
export function addExperimentBranches(experiments: Command, globals: () => GlobalOptions): void {
  const branch = experiments.command('branch').description(texts.branch);
  branch
    .command('create')
    .description(texts.create)
    .argument('<experiment>', growthMessages.stored.id)
    .addOption(
      new Option('--team <how>', systemMessages.branches.team)
        .choices(branchTeamSchema.options)
        .default('none'),
    )
    .option('--project <id>', systemMessages.branches.project)
    .option('--key-from-env <name>', systemMessages.branches.neonKey)
    .action((id: string, options: CreateOptions) =>
      withSession(globals(), (session) => create(session, id, options)),
    );
  branch
    .command('list', { isDefault: true })
    .description(texts.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const { branches, experiments: known } = await branchesOf({ client });
        if (json) return printJson({ branches });
        for (const { id, experimentId, name } of branches) {
          const state = known.find((one) => one.id === experimentId)?.state ?? texts.gone;
          printLine(`${id}  ${state.padEnd(8)}  ${safeText(name)}`);
        }
        if (branches.length === 0) printLine(texts.none);
      }),
    );
  branch
    .command('drop')
    .description(texts.drop)
    .argument('[experiment]', growthMessages.stored.id)
    .option('--decided', texts.decided)
    .action((id: string | undefined, { decided = false }: { decided?: boolean }) => {
      if ((id === undefined) !== decided) throw new InvalidArgumentError(texts.oneOrDecided);
      return withSession(globals(), (session) => drop(session, id));
    });
}

/** Says where the branch is; with `--json` the branch itself. */
async function create(session: Session, given: string, options: CreateOptions): Promise<void> {
  const branch = await createBranchOf(session, given, options);
  if (session.json) printJson(branch);
  else if (branch !== undefined) printLine(systemMessages.branches.openNext(branch.id));
}

/** Makes a branch for an experiment; undefined when it was cancelled. */
export async function createBranchOf(
  { client, signal }: Session,
  given: string,
  { team, project, keyFromEnv }: CreateOptions,
): Promise<Branch | undefined> {
  const experimentId = experimentIdSchema.parse(given);
  const { id, spec } = await client.experiments.get({ experimentId });
  const neonKey = await readSecret({ fromEnv: keyFromEnv });
  const events = await client.branches.create(
    {
      ...{ name: texts.named(spec.name).slice(0, 100), purpose: spec.hypothesis.slice(0, 1_000) },
      ...{ team, experimentId: id },
      ...(project !== undefined && { projectId: project }),
      ...(neonKey !== undefined && { neonKey }),
    },
    { signal },
  );
  for await (const event of events) {
    if (event.type !== 'progress') return event.branch;
  }
  return undefined;
}

/** Undefined: those of experiments that are decided or gone. */
async function drop({ client, json }: Session, given: string | undefined): Promise<void> {
  const { branches, experiments } = await branchesOf({ client });
  const isOver = ({ experimentId }: Branch): boolean => {
    const state = experiments.find(({ id }) => id === experimentId)?.state;
    return state === undefined || state === 'decided';
  };
  const ofExperiment = async (id: string): Promise<Branch[]> => {
    const found = await client.experiments.get({ experimentId: experimentIdSchema.parse(id) });
    return branches.filter(({ experimentId }) => experimentId === found.id);
  };
  const wanted = given === undefined ? branches.filter(isOver) : await ofExperiment(given);
  for (const { id } of wanted) await client.branches.remove({ id });
  if (json) printJson({ removed: wanted.map(({ id }) => id) });
  else printLine(texts.dropped(wanted.length));
}

async function branchesOf({ client }: Pick<Session, 'client'>) {
  const { branches } = await client.branches.list();
  const { experiments } = await client.experiments.list();
  return { experiments, branches: branches.filter((one) => one.experimentId !== undefined) };
}
