import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openFileModel } from '../../bench/injections/fileModel.ts';
import { installedModels } from '../../bench/support/installedModels.ts';
import type { Answer, AnswerId } from '../../src/contract/index.ts';
import { type Ask, createAsk } from '../../src/core/ask/index.ts';
import {
  createInference,
  type Embedder,
  type LanguageModel,
} from '../../src/core/inference/index.ts';
import { createSearch } from '../../src/core/search/index.ts';
import { type AskLibrary, type AskSet, openAskLibrary } from './askLibraries.ts';
import {
  isCompared,
  type JudgedSentence,
  judgedKey,
  judgeSentence,
  strayNumbers,
} from './judgeAnswer.ts';

const questionSchema = z.object({
  set: z.enum(['samples', 'tiktok', 'longitudinal']),
  question: z.string(),
  /** It follows the question before it. */
  follows: z.boolean().default(false),
  /** The library has no answer: a sentence that answers is wrong. */
  refuse: z.boolean().default(false),
  /** SQL whose numbers the answer must have, and further ones that it may have. */
  numbers: z.array(z.string()).default([]),
  allowed: z.array(z.string()).default([]),
  /** The platform's ids of videos that must be cited, and of others that may be. */
  cites: z.array(z.string()).default([]),
  also: z.union([z.literal('any'), z.array(z.string())]).default([]),
  /** Each video that is cited was made to stand out. */
  planted: z.boolean().default(false),
  /** Its views an hour are those between the cited snapshots. */
  velocity: z.boolean().default(false),
});
type Question = z.infer<typeof questionSchema>;

export interface AskEvalOptions {
  /** A GGUF with a chat template; left out: rules alone. */
  model: string | undefined;
  /** At most so many questions, those that a model takes part in first. */
  count: number | undefined;
  /** Where the answers are written, to be read. */
  out: string | undefined;
}

const bars = { precision: 0.9, recall: 0.85 };

interface Asked {
  question: Question;
  answer: Answer;
  judged: JudgedSentence[];
  faults: string[];
  right: { numbers: number; of: number };
}

/**
 * Forty questions with their answers (`questions.json`): citation precision and recall, numbers that equal
 * SQL's, refusals. Lines to print, and whether the bars hold.
 */
export async function evaluateAsk(
  options: AskEvalOptions,
): Promise<{ lines: string[]; holds: boolean }> {
  const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
  const questions = z.array(questionSchema).parse(JSON.parse(read('questions.json')));
  const judged = readJudged();
  const embedding = createInference(installedModels(tmpdir()));
  const isEmbedding = await embedding.embedder.model().then(
    () => true,
    () => false,
  );
  const writing =
    options.model === undefined ? undefined : await openFileModel(options.model, tmpdir());
  const all: Asked[] = [];
  const skipped: AskSet[] = [];
  try {
    for (const set of ['samples', 'tiktok', 'longitudinal'] as const) {
      const embedder = set === 'samples' && isEmbedding ? embedding.embedder : undefined;
      const opened = await openAskLibrary(set, embedder);
      if (opened === undefined) {
        skipped.push(set);
        continue;
      }
      const wanted = questions.filter((each) => each.set === set).slice(0, options.count);
      all.push(
        ...(await askAll(wanted, opened, {
          embedder,
          languageModel: writing?.languageModel,
          judged,
        })),
      );
      opened.close();
    }
  } finally {
    await embedding.dispose();
    await writing?.dispose();
  }
  if (options.out !== undefined) writeFileSync(options.out, `${all.map(asLine).join('\n')}\n`);
  return figuresOf(all, skipped, isEmbedding);
}

function readJudged(): Map<string, boolean> {
  const file = join(import.meta.dirname, 'judged.jsonl');
  const lineSchema = z.object({
    text: z.string(),
    quotes: z.array(z.string()),
    supported: z.boolean(),
  });
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return new Map(
    lines
      .filter((line) => line !== '')
      .map((line) => lineSchema.parse(JSON.parse(line)))
      .map(({ text, quotes, supported }) => [JSON.stringify([text, quotes]), supported]),
  );
}

async function askAll(
  questions: readonly Question[],
  opened: AskLibrary,
  {
    embedder,
    languageModel,
    judged,
  }: {
    embedder: Embedder | undefined;
    languageModel: LanguageModel | undefined;
    judged: Map<string, boolean>;
  },
): Promise<Asked[]> {
  const { library } = opened;
  const search = createSearch({ library, embedder });
  const ask = createAsk({ library, search, embedder, languageModel });
  const done: Asked[] = [];
  let before: AnswerId | undefined;
  for (const question of questions) {
    const followId = question.follows ? before : undefined;
    const answer = await answerOf(ask, question.question, followId);
    before = answer.id;
    done.push(judge(question, answer, opened, judged));
  }
  // Conversations of an evaluation are of no use to the next one.
  for (const { id } of ask.threads(500)) ask.remove(id);
  return done;
}

async function answerOf(
  ask: Ask,
  question: string,
  followId: AnswerId | undefined,
): Promise<Answer> {
  const request = { question, withModel: true, ...(followId !== undefined && { followId }) };
  for await (const event of ask.ask(request)) if (event.type === 'answer') return event.answer;
  throw new Error('There was no answer.');
}

function judge(
  question: Question,
  answer: Answer,
  { library, planted }: AskLibrary,
  judged: Map<string, boolean>,
): Asked {
  const valuesOf = (statements: readonly string[]): number[] =>
    statements.flatMap((sql) => library.db.$client.prepare<[], number>(sql).pluck().all());
  const wanted = valuesOf(question.numbers);
  const numbers = new Set([...wanted, ...valuesOf(question.allowed)]);
  const sentences = answer.sentences.map((each) =>
    judgeSentence(library, each, { numbers, judged }),
  );
  const figures = answer.sentences.flatMap((each) =>
    each.figures.filter((figure) => each.origin === 'query' && isCompared(figure, each)),
  );
  const idOf = library.db.$client
    .prepare<[string], string | null>('SELECT external_id FROM videos WHERE id = ?')
    .pluck();
  const cited = new Set(
    answer.sentences.flatMap(({ citations }) =>
      citations.flatMap((each) => {
        if (each.kind === 'moment' || each.kind === 'snapshot') return [each.videoId];
        return each.kind === 'query' ? each.videos.map(({ videoId }) => videoId) : [];
      }),
    ),
  );
  const externalIds = new Set([...cited].map((id) => idOf.get(id)));
  const moments = answer.sentences.flatMap(({ citations }) =>
    citations.flatMap((each) => (each.kind === 'moment' ? [idOf.get(each.videoId) ?? ''] : [])),
  );
  const names = library.db.$client.prepare<[], string>('SELECT name FROM channels').pluck().all();
  const faults = [
    ...wanted
      .filter((value) => !figures.some((figure) => figure.value === value))
      .map((value) => `lacks ${value}`),
    ...question.cites.filter((id) => !externalIds.has(id)).map((id) => `does not cite ${id}`),
    ...(question.also === 'any' ? [] : moments)
      .filter(
        (id) =>
          question.numbers.length === 0 &&
          !question.cites.includes(id) &&
          !question.also.includes(id),
      )
      .filter(() => !question.refuse)
      .map((id) => `cites ${id}, which is about something else`),
    ...(question.refuse && answer.sentences.length > 0
      ? ['answers what the library does not say']
      : []),
    ...(question.refuse && answer.unsupported.length === 0 ? ['does not say so'] : []),
    ...(!question.refuse && answer.sentences.length === 0 ? ['has no answer'] : []),
    ...(question.planted && ![...cited].every((id) => planted.has(id))
      ? ['cites what was not planted']
      : []),
    ...(question.velocity ? velocityFaults(answer) : []),
    ...strayNumbers(answer, names).map((digits) => `has a number of nowhere: ${digits}`),
  ];
  const right = sentences
    .filter(({ sentence }) => sentence.origin === 'query')
    .flatMap(({ sentence }) =>
      sentence.figures
        .filter((figure) => isCompared(figure, sentence))
        .map(
          (figure) =>
            numbers.has(figure.value) ||
            sentence.citations.some((each) => each.kind === 'query' && each.rows === figure.value),
        ),
    );
  return {
    ...{ question, answer, judged: sentences, faults },
    right: { numbers: right.filter(Boolean).length, of: right.length },
  };
}

function velocityFaults({ sentences }: Answer): string[] {
  return sentences.flatMap(({ figures, citations }) => {
    const rate = figures.find(({ unit }) => unit === 'views-per-hour');
    const [from, to] = citations.filter((each) => each.kind === 'snapshot');
    if (rate === undefined || from === undefined || to === undefined) return ['has no rate'];
    const hours = (to.observedAtMs - from.observedAtMs) / 3_600_000;
    const expected = ((to.counts.views ?? 0) - (from.counts.views ?? 0)) / hours;
    return Math.abs(expected - rate.value) < 1e-6 ? [] : [`has ${rate.value}, not ${expected}`];
  });
}

function figuresOf(
  all: readonly Asked[],
  skipped: readonly AskSet[],
  isEmbedding: boolean,
): { lines: string[]; holds: boolean } {
  const sentences = all.flatMap(({ judged }) => judged);
  const known = sentences.filter(({ isSupported }) => isSupported !== undefined);
  const recall = shareOf(known.map(({ isSupported }) => isSupported === true));
  const precision = shareOf(
    known.flatMap(({ needed, isSupported }) => needed.map((each) => each && isSupported === true)),
  );
  const numbers = all.reduce((sum, { right }) => sum + right.numbers, 0);
  const ofNumbers = all.reduce((sum, { right }) => sum + right.of, 0);
  const refusals = all.filter(({ question }) => question.refuse);
  const answered = all.filter(({ question }) => !question.refuse);
  const isRight = ({ faults }: Asked): boolean => faults.length === 0;
  const unjudged = sentences.length - known.length;
  const holds =
    precision >= bars.precision && recall >= bars.recall && numbers === ofNumbers && all.length > 0;
  return {
    holds,
    lines: [
      ...all
        .filter((each) => !isRight(each))
        .map(({ question, faults }) => `  ${question.question}: ${faults.join('; ')}`),
      `${all.length} questions, ${sentences.length} sentences; meaning ${isEmbedding ? 'searched in the samples' : 'not searched'}`,
      ...skipped.map((set) => `${set}: not beside the project, not measured`),
      `citation precision ${precision.toFixed(3)} (bar ${bars.precision}), recall ${recall.toFixed(3)} (bar ${bars.recall})`,
      ...(unjudged === 0
        ? []
        : [`sentences of a model that nobody has judged, left out: ${unjudged}`]),
      `numbers equal to SQL's: ${numbers} of ${ofNumbers} (bar: all)`,
      `answered as they should be: ${answered.filter(isRight).length} of ${answered.length}`,
      `refused as they should be: ${refusals.filter(isRight).length} of ${refusals.length}`,
      holds ? 'The bars hold.' : 'The bars DO NOT HOLD.',
    ],
  };
}

function shareOf(flags: readonly boolean[]): number {
  return flags.length === 0 ? 0 : flags.filter(Boolean).length / flags.length;
}

function asLine({ question, answer, judged, faults }: Asked): string {
  return JSON.stringify({
    question: question.question,
    plan: answer.plan,
    planner: answer.planner,
    sentences: judged.map(({ sentence, isSupported }) => ({
      ...{ text: sentence.text, origin: sentence.origin, support: sentence.support, isSupported },
      key: judgedKey(sentence.text, sentence.citations),
    })),
    ...{ unsupported: answer.unsupported, model: answer.model, faults },
  });
}
