import { type Command, Option } from 'commander';
import {
  videoIdSchema,
  type WorkPlace,
  type WorkPlan,
  type WorkRequest,
  type WorkSelection,
  workPlaceSchema,
} from '../../../contract/index.ts';
import { AppError } from '../../../core/base/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { commonMessages } from '../../messages/common.ts';
import { teamMessages } from '../../messages/team.ts';
import { addVideoFilters, videoFiltersOf } from '../../options/videoFilters.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';

interface SelectionOptions {
  place?: WorkPlace;
  video?: string[];
  text?: string;
  everything?: boolean;
}

interface TranscribeOptions extends SelectionOptions {
  overCaptions?: boolean;
}

interface DraftsOptions {
  place?: WorkPlace;
  topic: string;
  audience?: string;
  tone?: string;
  length?: number;
  variants: number;
}

/** `work plan|start embed|transcribe|describe|drafts`, `work of VIDEO`. */
export const addWorkCommands: AddCommands = (program, globals) => {
  const work = program.command('work').description(teamMessages.work.work);
  const verbs = { plan: showPlan, start } as const;
  for (const [verb, words] of [
    ['plan', teamMessages.work.plan],
    ['start', teamMessages.work.start],
  ] as const) {
    const act = (request: WorkRequest): Promise<void> =>
      withSession(globals(), (session) => verbs[verb](session, request));
    const kinds = work.command(verb).description(words);
    withPlace(addSelection(kinds.command('embed')))
      .description(teamMessages.work.embed)
      .action((options: SelectionOptions, command: Command) =>
        act({ kind: 'embed', place: options.place, selection: selectionOf(options, command) }),
      );
    withPlace(addSelection(kinds.command('transcribe')))
      .description(teamMessages.work.transcribe)
      .option('--over-captions', teamMessages.work.overCaptions)
      .action(({ place, ...options }: TranscribeOptions, command: Command) =>
        act({
          ...{ kind: 'transcribe', place, selection: selectionOf(options, command) },
          overCaptions: options.overCaptions === true,
        }),
      );
    withPlace(addSelection(kinds.command('describe')))
      .description(teamMessages.work.describe)
      .action(({ place, ...options }: SelectionOptions, command: Command) =>
        act({ kind: 'describe', place, selection: selectionOf(options, command) }),
      );
    withPlace(kinds.command('drafts'))
      .description(teamMessages.work.drafts)
      .requiredOption('--topic <text>', teamMessages.work.topic)
      .option('--audience <text>', teamMessages.work.audience)
      .option('--tone <text>', teamMessages.work.tone)
      .option('--length <words>', teamMessages.work.maxWords, wholeNumber, 18)
      .option('--variants <n>', teamMessages.work.variants, wholeNumber, 100)
      .action(({ place, variants, length, ...brief }: DraftsOptions) =>
        act({ kind: 'drafts', place, variants, brief: { ...brief, lengthWords: length ?? 18 } }),
      );
  }
  work
    .command('of')
    .description(teamMessages.work.ofVideo)
    .argument('<video>', commonMessages.videoId)
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.work.ofVideo({ videoId: videoIdSchema.parse(id) });
        if (json) return printJson(result);
        if (result.works.length === 0) return printLine(teamMessages.work.none);
        for (const { batchId, kind, model, items, appliedAtMs, name } of result.works) {
          const made = teamMessages.work.made(
            kind,
            items,
            model === undefined ? undefined : safeText(model),
          );
          printLine(
            `${batchId}  ${new Date(appliedAtMs).toISOString()}  ${made}  ${safeText(name)}`,
          );
        }
      }),
    );
};

function withPlace(command: Command): Command {
  return command.addOption(
    new Option('--place <place>', teamMessages.work.place).choices(workPlaceSchema.options),
  );
}

function addSelection(command: Command): Command {
  return addVideoFilters(
    command
      .option('--everything', teamMessages.work.everything)
      .option('--video <id...>', teamMessages.work.videos)
      .option('--text <text>', teamMessages.work.matching),
  );
}

function selectionOf(
  { video, text, everything }: SelectionOptions,
  command: Command,
): WorkSelection {
  if (video !== undefined) {
    return { of: 'videos', videoIds: video.map((id) => videoIdSchema.parse(id)) };
  }
  const filters = videoFiltersOf(command);
  const isFiltered =
    text !== undefined || Object.values(filters).some((each) => each !== undefined);
  if (isFiltered) return { of: 'filter', text, filters };
  if (everything === true) return { of: 'everything' };
  throw new AppError('usage.invalid', teamMessages.work.selectionRequired);
}

async function showPlan({ client, json, signal }: Session, request: WorkRequest): Promise<void> {
  const plan = await client.work.plan(request, { signal });
  if (json) printJson(plan);
  else printPlan(plan);
}

async function start({ client, json, signal }: Session, request: WorkRequest): Promise<void> {
  const started = await client.work.start(request, { signal });
  if (json) return printJson(started);
  const { batch, words } = started;
  printLine(words);
  if (batch !== undefined) {
    printLine(teamMessages.work.started(batch.id, batch.progress.rows));
  }
}

function printPlan(plan: WorkPlan): void {
  const { server, rows, items, videos, characters, tokens, cost, leftOut, problem, first } = plan;
  const { soundMs, pictures } = plan;
  if (server !== undefined) {
    const consent = server.approved ? '' : teamMessages.work.notApproved;
    printLine(teamMessages.work.server(safeText(server.name), safeText(server.model), consent));
  }
  printLine(teamMessages.work.requests(items, rows, videos));
  for (const each of leftOut) printLine(teamMessages.work.skipped(each.items, each.words));
  const media = [
    ...(soundMs > 0 ? [teamMessages.work.audio(formatTime(soundMs))] : []),
    ...(pictures > 0 ? [teamMessages.work.pictures(pictures)] : []),
  ];
  const priced = cost === undefined ? '' : teamMessages.work.cost(cost.toFixed(4));
  const text = teamMessages.work.text(characters, tokens, priced);
  printLine(teamMessages.work.sent([...media, text]));
  printLine(plan.outcome);
  if (first !== undefined) printLine(teamMessages.work.first(safeText(first).slice(0, 400)));
  if (problem !== undefined)
    printLine(teamMessages.work.notNow(safeText(problem.message), problem.hint));
}
