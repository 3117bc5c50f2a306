import { type Command, Option } from 'commander';
import {
  videoIdSchema,
  type WorkPlace,
  type WorkPlan,
  type WorkRequest,
  type WorkSelection,
  workPlaceSchema,
} from '../../contract/index.ts';
import { AppError } from '../../core/base/index.ts';
import type { AddCommands } from '../addCommands.ts';
import { formatTime, printJson, printLine, safeText } from '../output.ts';
import { type Session, withSession } from '../session.ts';
import { addVideoFilters, videoFiltersOf } from '../videoFilters.ts';
import { wholeNumber } from '../wholeNumber.ts';

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
  const work = program
    .command('work')
    .description('heavy work of the library, on the team’s servers');
  const verbs = { plan: showPlan, start } as const;
  for (const [verb, words] of [
    ['plan', 'what would be asked for and sent; sends nothing of the library'],
    ['start', 'ask for it; it runs while Trendroom is open, or with: batches watch ID'],
  ] as const) {
    const act = (request: WorkRequest): Promise<void> =>
      withSession(globals(), (session) => verbs[verb](session, request));
    const kinds = work.command(verb).description(words);
    withPlace(addSelection(kinds.command('embed')))
      .description('vectors by the server’s model of what has none')
      .action((options: SelectionOptions, command: Command) =>
        act({ kind: 'embed', place: options.place, selection: selectionOf(options, command) }),
      );
    withPlace(addSelection(kinds.command('transcribe')))
      .description('what is said, by the server’s model')
      .option('--over-captions', 'also in place of captions that came with a video')
      .action(({ place, ...options }: TranscribeOptions, command: Command) =>
        act({
          ...{ kind: 'transcribe', place, selection: selectionOf(options, command) },
          overCaptions: options.overCaptions === true,
        }),
      );
    withPlace(addSelection(kinds.command('describe')))
      .description('what keyframes show, in words that search finds')
      .action(({ place, ...options }: SelectionOptions, command: Command) =>
        act({ kind: 'describe', place, selection: selectionOf(options, command) }),
      );
    withPlace(kinds.command('drafts'))
      .description('many hook drafts of one brief, each citing its moments')
      .requiredOption('--topic <text>', 'what the hooks are about')
      .option('--audience <text>', 'who they are for')
      .option('--tone <text>', 'how they sound')
      .option('--length <words>', 'at most this many words', wholeNumber, 18)
      .option('--variants <n>', 'how many are asked for', wholeNumber, 100)
      .action(({ place, variants, length, ...brief }: DraftsOptions) =>
        act({ kind: 'drafts', place, variants, brief: { ...brief, lengthWords: length ?? 18 } }),
      );
  }
  work
    .command('of')
    .description('the works that changed a video')
    .argument('<video>', 'id of the video')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.work.ofVideo({ videoId: videoIdSchema.parse(id) });
        if (json) return printJson(result);
        if (result.works.length === 0) return printLine('No work has changed it.');
        for (const { batchId, kind, model, items, appliedAtMs, name } of result.works) {
          const made = `${kind} ×${items}${model === undefined ? '' : ` by ${safeText(model)}`}`;
          printLine(
            `${batchId}  ${new Date(appliedAtMs).toISOString()}  ${made}  ${safeText(name)}`,
          );
        }
      }),
    );
};

function withPlace(command: Command): Command {
  return command.addOption(
    new Option('--place <place>', 'where; the setting of its kind when left out').choices(
      workPlaceSchema.options,
    ),
  );
}

function addSelection(command: Command): Command {
  return addVideoFilters(
    command
      .option('--everything', 'all that is missing')
      .option('--video <id...>', 'these videos')
      .option('--text <text>', 'videos with this text in the title or the channel'),
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
  throw new AppError('usage.invalid', 'Say which videos: --everything, --video ID or a filter.');
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
    printLine(
      `${batch.id}  ${batch.progress.rows} requests. Follow: trendroom batches watch ${batch.id}`,
    );
  }
}

function printPlan(plan: WorkPlan): void {
  const { server, rows, items, videos, characters, tokens, cost, leftOut, problem, first } = plan;
  const { soundMs, pictures } = plan;
  if (server !== undefined) {
    const consent = server.approved ? '' : ' (you have not agreed to it yet)';
    printLine(`Server:   ${safeText(server.name)}, ${safeText(server.model)}${consent}`);
  }
  printLine(`Asked:    ${items} in ${rows} requests${videos > 0 ? `, of ${videos} videos` : ''}`);
  for (const each of leftOut) printLine(`Left out: ${each.items} ${each.words}`);
  const media = [
    ...(soundMs > 0 ? [`${formatTime(soundMs)} of sound`] : []),
    ...(pictures > 0 ? [`${pictures} pictures`] : []),
  ];
  const priced = cost === undefined ? '' : `, cost about ${cost.toFixed(4)}`;
  const text = `${characters} characters of text, about ${tokens} tokens${priced}`;
  printLine(`Leaves:   ${[...media, text].join(', ')}`);
  printLine(plan.outcome);
  if (first !== undefined) printLine(`The first:\n${safeText(first).slice(0, 400)}`);
  if (problem !== undefined) printLine(`Not now: ${safeText(problem.message)} ${problem.hint}`);
}
