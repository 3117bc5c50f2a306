import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type Decision,
  type DraftId,
  decisionSchema,
  draftIdSchema,
  type Experiment,
  experimentIdSchema,
  type ShownExperiment,
  type VideoId,
  videoIdSchema,
} from '../../../contract/index.ts';
import { growthMessages } from '../../messages/growth.ts';
import { systemMessages } from '../../messages/system.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { type GlobalOptions, type Session, withSession } from '../../session.ts';
import { createBranchOf } from './experimentBranches.ts';
import { number } from './number.ts';
import { printEvaluation } from './printEvaluation.ts';
import { printRetention } from './retention.ts';

const texts = growthMessages.stored;

interface CreateOptions {
  hypothesis: string;
  measure: string;
  baseline: number;
  effect: number;
  of: 'share' | 'count' | 'value';
  lowerIsBetter?: true;
  sd?: number;
  perDay?: number;
  unit: 'person' | 'post' | 'slot';
  design?: 'each' | 'pairs';
  variant: { draftId?: DraftId; text?: string }[];
  guardrail: string[];
  branch?: true;
}

/** `experiments create|list|show|edit|start|stop|decide|assign|posts|aa|retention`. */
export function addStoredExperiments(experiments: Command, globals: () => GlobalOptions): void {
  addCreate(experiments, globals);
  addPosts(experiments, globals);
  experiments
    .command('list', { isDefault: true })
    .description(texts.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const found = await client.experiments.list();
        if (json) return printJson(found);
        for (const { id, state, spec, decisions } of found.experiments) {
          const told = decisions.at(-1)?.decision ?? state;
          printLine(`${id}  ${told.padEnd(12)}  ${safeText(spec.name)}`);
        }
        if (found.experiments.length === 0) printLine(texts.none);
      }),
    );
  const one = (name: string, description: string) =>
    experiments.command(name).description(description).argument('<experiment>', texts.id);
  const act = (work: (session: Session, id: string) => Promise<Experiment>) => (id: string) =>
    withSession(globals(), async (session) => show(session, await work(session, id)));
  one('show', texts.show).action(
    act(({ client }, id) => client.experiments.get({ experimentId: experimentIdSchema.parse(id) })),
  );
  one('start', texts.start).action(
    act(({ client }, id) =>
      client.experiments.start({ experimentId: experimentIdSchema.parse(id) }),
    ),
  );
  one('aa', texts.aa).action(
    act(({ client }, id) =>
      client.experiments.createAa({ experimentId: experimentIdSchema.parse(id) }),
    ),
  );
  one('retention', texts.retention)
    .option('--gone <days>', texts.gone, number)
    .action((id: string, { gone }: { gone?: number }) =>
      withSession(globals(), async ({ client, json }) => {
        const asked = { experimentId: experimentIdSchema.parse(id), goneDays: gone };
        const found = await client.experiments.retention(asked);
        if (json) printJson(found);
        else printRetention(found);
      }),
    );
  one('stop', texts.stop).action(
    act(({ client }, id) =>
      client.experiments.stop({ experimentId: experimentIdSchema.parse(id) }),
    ),
  );
  one('edit', texts.edit)
    .option('--name <name>', texts.name)
    .option('--hypothesis <text>', texts.hypothesis)
    .action((id: string, options: { name?: string; hypothesis?: string }) =>
      act(({ client }) =>
        client.experiments.edit({ experimentId: experimentIdSchema.parse(id), ...options }),
      )(id),
    );
  one('decide', texts.decide)
    .addOption(new Option('--overrule <decision>', texts.overrule).choices(decisionSchema.options))
    .option('--reason <text>', texts.reason)
    .action((id: string, options: { overrule?: Decision; reason?: string }) => {
      const { overrule: decision, reason } = options;
      if ((decision === undefined) !== (reason === undefined)) {
        throw new InvalidArgumentError(texts.bothRequired);
      }
      const overrule =
        decision !== undefined && reason !== undefined ? { decision, reason } : undefined;
      return act(({ client }) =>
        client.experiments.decide({ experimentId: experimentIdSchema.parse(id), overrule }),
      )(id);
    });
  one('assign', texts.assign)
    .argument('<unit>', texts.unitId)
    .action((id: string, unit: string) =>
      withSession(globals(), async ({ client, json }) => {
        const experimentId = experimentIdSchema.parse(id);
        const assigned = await client.experiments.assign({ experimentId, unit });
        if (json) printJson(assigned);
        else printLine(`${assigned.variant}  ${safeText(assigned.text)}`);
      }),
    );
}

function addCreate(experiments: Command, globals: () => GlobalOptions): void {
  const list =
    <Value>(read: (text: string) => Value) =>
    (text: string, before: Value[]): Value[] => [...before, read(text)];
  experiments
    .command('create')
    .description(texts.create)
    .argument('<name>', texts.name)
    .requiredOption('--hypothesis <text>', texts.hypothesis)
    .requiredOption('--measure <event>', texts.measure)
    .requiredOption('--baseline <mean>', growthMessages.baseline, number)
    .requiredOption('--effect <share>', growthMessages.effect, number)
    .requiredOption('--variant <text...>', texts.variant, list(variantOf), [])
    .addOption(
      new Option('--of <what>', texts.of).choices(['share', 'count', 'value']).default('share'),
    )
    .option('--lower-is-better', texts.lowerIsBetter)
    .option('--sd <value>', growthMessages.sd, number)
    .option('--per-day <n>', growthMessages.perDay, number)
    .addOption(
      new Option('--unit <unit>', texts.unit).choices(['person', 'post', 'slot']).default('person'),
    )
    .addOption(new Option('--design <design>', texts.design).choices(['each', 'pairs']))
    .option('--guardrail <event...>', texts.guardrail, list(String), [])
    .option('--branch', growthMessages.branches.withIt)
    .action((name: string, options: CreateOptions) =>
      withSession(globals(), async (session) => {
        const { hypothesis, measure, baseline, effect, of, sd, perDay, unit, design } = options;
        const created = await session.client.experiments.create({
          ...{ name, hypothesis, unit, baseline, sd, minimumEffect: effect, unitsPerDay: perDay },
          ...(design !== undefined && { design }),
          metric: { measure, of, higherIsBetter: options.lowerIsBetter !== true },
          variants: options.variant,
          guardrails: options.guardrail.map((guarded) => ({ measure: guarded })),
        });
        show(session, created);
        const branch = options.branch
          ? await createBranchOf(session, created.id, { team: 'none' })
          : undefined;
        if (session.json) return;
        printLine(texts.offerAa(created.id));
        if (branch !== undefined) printLine(systemMessages.branches.openNext(branch.id));
      }),
    );
}

interface PostsOptions {
  pair: { control: VideoId; variant: VideoId }[];
  age?: number;
}

function addPosts(experiments: Command, globals: () => GlobalOptions): void {
  experiments
    .command('posts')
    .description(texts.posts)
    .requiredOption('--pair <control,variant...>', texts.pair, addPair, [])
    .option('--age <hours>', texts.age, number)
    .action(({ pair: pairs, age }: PostsOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const ageMs = age === undefined ? undefined : age * 3_600_000;
        const asked = { pairs, ...(ageMs !== undefined && { ageMs }) };
        const found = await client.experiments.comparePosts(asked);
        if (json) return printJson(found);
        for (const { control, variant, ratio, absent } of found.pairs) {
          const told = ratio === undefined ? (absent ?? '') : texts.ratio(ratio);
          printLine(`${control}  ${variant}  ${told}`);
        }
        for (const reason of found.reasons) printLine(reason);
      }),
    );
}

function addPair(text: string, before: PostsOptions['pair']): PostsOptions['pair'] {
  const ids = text.split(',').map((id) => videoIdSchema.safeParse(id.trim()).data);
  const [control, variant] = ids;
  if (ids.length !== 2 || control === undefined || variant === undefined) {
    throw new InvalidArgumentError(texts.pairForm);
  }
  return [...before, { control, variant }];
}

/** `draft:ID` is a draft, anything else the text itself. */
function variantOf(given: string): { draftId?: DraftId; text?: string } {
  const id = /^draft:(\S+)$/.exec(given)?.[1];
  return id === undefined ? { text: given } : { draftId: draftIdSchema.parse(id) };
}

function show({ json }: Session, experiment: Experiment | ShownExperiment): void {
  if (json) {
    printJson(experiment);
    return;
  }
  const { id, state, spec, stopRule, versions, decisions } = experiment;
  printLine(`${id}  ${state}  ${safeText(spec.name)}`);
  printLine(`  ${safeText(spec.hypothesis)}`);
  for (const { id: variant, text, share } of spec.variants) {
    printLine(`  ${variant}  ${share}  ${safeText(text)}`);
  }
  if (stopRule !== undefined) {
    printLine(`  ${texts.rule(stopRule.unitsPerArm, stopRule.days, stopRule.minimumEffect)}`);
  }
  if (versions.length > 1) printLine(`  ${texts.versions(versions.length)}`);
  for (const { decision, decidedAtMs, overruled } of decisions) {
    const day = new Date(decidedAtMs).toISOString().slice(0, 10);
    printLine(`  ${safeText(texts.decided(day, decision, overruled?.reason))}`);
  }
  if ('evaluation' in experiment && experiment.evaluation !== undefined) {
    printEvaluation(experiment.evaluation);
    if (experiment.unknownUnits > 0) printLine(texts.unknown(experiment.unknownUnits));
  }
}
