import {
  type Answer,
  type AnswerId,
  type AnswerSentence,
  type AskEvent,
  type AskRequest,
  type PlanQuery,
  planQuerySchema,
  type Unsupported,
} from '../../contract/index.ts';
import { AppError, newId } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import type { Embedder, InstalledModel, LanguageModel } from '../inference/index.ts';
import { refreshDocuments, type Search } from '../search/index.ts';
import { AnswerRepository, type Exchange } from './answerRepository.ts';
import { type CitedMoment, findMoments } from './moments/findMoments.ts';
import { quoteSentence } from './moments/quoteSentence.ts';
import { makePlan } from './planning/makePlan.ts';
import { runQueryTask } from './queries/runQuery.ts';
import { writeByModel } from './writing/writeByModel.ts';

/** What questions are answered with. */
export interface AskTools {
  library: Library;
  search: Pick<Search, 'query'>;
  /** Left out: rules alone plan, and moments are quoted. */
  languageModel?: LanguageModel | undefined;
  /** Left out: words alone decide what is on the subject. */
  embedder?: Embedder | undefined;
}

export interface AskRun {
  signal: AbortSignal;
  emit(event: AskEvent): void;
}

/** Moments that an answer quotes; beside numbers they are examples. */
const maxQuotes = { alone: 5, besideNumbers: 2 };
/** Moments that a model writes from. */
const maxWritten = 4;
/** Words are counted in the index: all that changed is in it first, within this time. */
const indexBudgetMs = 5_000;

/** Plans, runs the queries, says what they gave, and stores it: see {@link AskTools}. */
export async function answerQuestion(
  request: AskRequest,
  tools: AskTools,
  { signal, emit }: AskRun,
): Promise<void> {
  const { library } = tools;
  const repository = new AnswerRepository(library);
  const before = request.followId === undefined ? undefined : repository.get(request.followId);
  const id = newId<AnswerId>();
  const threadId = before?.threadId ?? id;
  emit({ type: 'started', id, threadId });

  const askedAtMs = library.clock.nowMs();
  const asOfMs = request.asOfMs ?? askedAtMs;
  const model = await modelOf(request, tools);
  const earlier = before === undefined ? [] : repository.thread(threadId);
  const { question } = request;
  emit({ type: 'working', on: 'plan' });
  const made = await makePlan(
    { question, earlier, before, asOfMs, modelId: request.modelId },
    { library, languageModel: model === undefined ? undefined : tools.languageModel, signal },
  );
  const plan = made.plan.map((query) => planQuerySchema.parse(query));
  emit({ type: 'plan', plan, planner: made.planner });
  emit({ type: 'working', on: 'queries' });
  refreshDocuments(library, indexBudgetMs);

  const sentences: AnswerSentence[] = [];
  const unsupported: Unsupported[] = [...made.unsupported];
  const tell = (sentence: AnswerSentence): void => {
    sentences.push(sentence);
    emit({ type: 'sentence', sentence });
  };
  const context = { asOfMs, isPast: asOfMs < askedAtMs };
  const found: CitedMoment[] = [];
  /** Those that have the words of the question. */
  const strong: CitedMoment[] = [];
  const unknownWords = new Set<string>();
  for (const [step, query] of plan.entries()) {
    signal.throwIfAborted();
    if (query.query === 'moments') {
      const scoped = context.isPast ? { publishedBeforeMs: asOfMs + 1, ...query } : query;
      const result = await findMoments(scoped, { ...tools, embedder: tools.embedder, signal });
      strong.push(...result.strong);
      found.push(
        ...result.moments.filter((moment) => !found.some((other) => isSame(other, moment))),
      );
      for (const word of result.unknownWords) unknownWords.add(word);
      if (result.moments.length === 0 && !isCounted(plan, query))
        unsupported.push(nothingOn(query));
      continue;
    }
    const result = await library.readers.run(
      runQueryTask,
      { query, context: { ...context, step } },
      { signal },
    );
    for (const sentence of result.sentences) tell(sentence);
    // What only the model thought of, and what has no result, was not asked.
    if (made.planner === 'rules') unsupported.push(...result.unsupported);
  }
  const hasNumbers = sentences.length > 0;
  const exchanges = before === undefined ? [] : repository.exchanges(threadId);
  const written =
    model === undefined || strong.length === 0 || hasNumbers
      ? undefined
      : await write({ question, moments: strong.slice(0, maxWritten) }, exchanges, {
          tools,
          request,
          signal,
          emit,
          tell,
        });
  // Whatever a model made of some of them, the others are quoted.
  const isCited = (moment: CitedMoment): boolean =>
    sentences.some(({ origin, citations }) => origin === 'model' && citations.includes(moment));
  for (const moment of shownOf(found, hasNumbers ? sentences : [])) {
    if (!isCited(moment)) tell(quoteSentence(moment));
  }
  if (written !== undefined) unsupported.push(...written.dropped);
  if (unknownWords.size > 0 && found.length > 0) {
    const words = [...unknownWords].map((word) => `“${word}”`).join(', ');
    unsupported.push({ text: `No video has ${words}.`, reason: 'unknown-words' });
  }
  if (plan.length === 0 && unsupported.length === 0) unsupported.push(nothingAsked);
  signal.throwIfAborted();
  const usage = sumOf([made.usage, written?.usage]);
  const answer: Answer = {
    ...{ id, threadId, question, askedAtMs, asOfMs, plan, planner: made.planner },
    ...{ sentences, unsupported },
    ...(model !== undefined && usage !== undefined && { model: { name: model.name, ...usage } }),
    ...(model === undefined && { note: withoutModel }),
  };
  repository.insert(answer, written?.exchange);
  emit({ type: 'answer', answer });
}

/** Beside numbers, what the videos say that they are of: examples. */
function shownOf(
  found: readonly CitedMoment[],
  numbers: readonly AnswerSentence[],
): readonly CitedMoment[] {
  if (numbers.length === 0) return found.slice(0, maxQuotes.alone);
  const counted = new Set(
    numbers.flatMap(({ citations }) =>
      citations.flatMap((each) => {
        if (each.kind === 'query') return each.videos.map(({ videoId }) => videoId);
        return each.kind === 'snapshot' ? [each.videoId] : [];
      }),
    ),
  );
  return found.filter(({ videoId }) => counted.has(videoId)).slice(0, maxQuotes.besideNumbers);
}

/** The model that takes part: one that follows instructions. Errors: of a model that was named. */
async function modelOf(
  { withModel, modelId }: AskRequest,
  { languageModel }: AskTools,
): Promise<InstalledModel | undefined> {
  if (withModel === false || languageModel === undefined) return undefined;
  try {
    const model = await languageModel.model(modelId);
    return model.base ? undefined : model;
  } catch (error) {
    const isMissing = error instanceof AppError && error.code.startsWith('model.');
    if (isMissing && modelId === undefined) return undefined;
    throw error;
  }
}

function write(
  material: Parameters<typeof writeByModel>[0],
  exchanges: readonly Exchange[],
  {
    tools: { languageModel },
    request: { modelId },
    signal,
    emit,
    tell,
  }: AskRun & { tools: AskTools; request: AskRequest; tell(sentence: AnswerSentence): void },
) {
  if (languageModel === undefined) return undefined;
  emit({ type: 'working', on: 'sentences' });
  const options = { languageModel, modelId, signal, onSentence: tell };
  return writeByModel(material, exchanges, options);
}

const withoutModel =
  'Rules planned this, and moments are quoted as they are. A model that follows instructions ' +
  'also understands unusual questions and answers in its own words, each sentence checked against ' +
  'its moments: trendroom models install writing.';

const nothingAsked: Unsupported = {
  text: 'The question names nothing that can be looked for.',
  reason: 'nothing-found',
  hint: 'Name a subject, a channel, a video, or what is to be counted.',
};

function nothingOn({ text }: Extract<PlanQuery, { query: 'moments' }>): Unsupported {
  const shown = text.length > 120 ? `${text.slice(0, 120)}…` : text;
  return { text: `Nothing in the library is about “${shown}”.`, reason: 'nothing-found' };
}

/** A count of nothing says already that there is nothing. */
function isCounted(
  plan: readonly PlanQuery[],
  { text }: Extract<PlanQuery, { query: 'moments' }>,
): boolean {
  return plan.some(
    (query) => (query.query === 'count' || query.query === 'topVideos') && query.text === text,
  );
}

function isSame(one: CitedMoment, other: CitedMoment): boolean {
  return (
    one.videoId === other.videoId && one.startMs === other.startMs && one.quote === other.quote
  );
}

interface Usage {
  promptTokens: number;
  cachedTokens: number;
}

function sumOf(usages: readonly (Usage | undefined)[]): Usage | undefined {
  const known = usages.filter((usage) => usage !== undefined);
  if (known.length === 0) return undefined;
  return {
    promptTokens: known.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
    cachedTokens: known.reduce((sum, { cachedTokens }) => sum + cachedTokens, 0),
  };
}
