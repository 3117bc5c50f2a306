import { z } from 'zod';
import {
  type ModelId,
  maxPlanQueries,
  type PlanQuery,
  planQuerySchema,
  rankedMetricSchema,
  voiceKindSchema,
} from '../../../contract/index.ts';
import { promptText } from '../../drafts/index.ts';
import type {
  ChatMessage,
  GenerateResult,
  JsonSchema,
  LanguageModel,
} from '../../inference/index.ts';

const text: JsonSchema = { type: 'string', minLength: 1, maxLength: 80 };
const days: JsonSchema = { type: 'integer', minimum: 1, maximum: 365 };

const object = (
  query: PlanQuery['query'],
  properties: Record<string, JsonSchema>,
  required: string[],
): JsonSchema => ({
  type: 'object',
  properties: {
    query: { const: query },
    ...properties,
    platform: { type: 'string', maxLength: 20 },
  },
  required: ['query', ...required],
});

/** All that a model can write: a few queries of the fixed set. Ids, times and names of files are not in it. */
const schema: JsonSchema = {
  type: 'array',
  minItems: 1,
  maxItems: maxPlanQueries - 1,
  items: {
    oneOf: [
      object('moments', { text }, ['text']),
      object('count', { of: { enum: ['videos', 'channels', 'comments'] }, text }, ['of']),
      object(
        'topVideos',
        { by: { enum: rankedMetricSchema.options }, order: { enum: ['most', 'least'] }, text },
        ['by', 'order'],
      ),
      object('channel', { name: text }, ['name']),
      object(
        'trends',
        { direction: { enum: ['rising', 'fading', 'all'] }, windowDays: days, topic: text },
        ['direction', 'windowDays'],
      ),
      object('patterns', {}, []),
      object('shareOfVoice', { by: { enum: voiceKindSchema.options } }, ['by']),
      object('compare', { one: text, other: text }, ['one', 'other']),
    ],
  },
};

const instructions =
  'You turn a question about a library of short videos into queries, as a JSON array. ' +
  'moments: find what videos say about something. count: how many videos, channels or comments, of those that name a text. ' +
  'topVideos: videos with most or least views, likes, comments, shares, saves, velocity (views an hour) or outlier (far above their channel). ' +
  'channel: facts of a channel. trends: topics that rise or fade. patterns: which hooks work. ' +
  'shareOfVoice: who or what is named most (channel, product, sound, tag). compare: two channels or two things. ' +
  'A text is the words to look for, without words like "videos".';

const examples: readonly [string, unknown][] = [
  ['Is sourdough more popular than rye?', [{ query: 'compare', one: 'sourdough', other: 'rye' }]],
  ['Do people often film knots?', [{ query: 'count', of: 'videos', text: 'knots' }]],
  [
    'Which kite made the biggest splash?',
    [{ query: 'topVideos', by: 'views', order: 'most', text: 'kite' }],
  ],
  ['What is the best way to keep bread fresh?', [{ query: 'moments', text: 'keep bread fresh' }]],
  [
    'Where is the wind blowing this month?',
    [{ query: 'trends', direction: 'rising', windowDays: 30 }],
  ],
  ['Is it worth opening with a question?', [{ query: 'patterns' }]],
  ['How much water does a fern need?', [{ query: 'moments', text: 'fern water' }]],
  [
    'Which brand is everywhere on TikTok?',
    [{ query: 'shareOfVoice', by: 'product', platform: 'tiktok' }],
  ],
];

export interface ModelPlan {
  plan: PlanQuery[];
  usage: Pick<GenerateResult, 'promptTokens' | 'cachedTokens'>;
}

export interface Asked {
  question: string;
  /** Of the conversation, oldest first: questions with their plans. No text of a video is in them. */
  earlier: readonly { question: string; plan: readonly PlanQuery[] }[];
}

/** A model reads so much of a question. */
const maxQuestionCharacters = 1_000;

/**
 * A plan that a language model fills in: its output can be nothing but queries of the fixed set. It
 * reads the question, those before it and their plans; nothing that comes from a video. Undefined when
 * what it wrote was cut or is no plan.
 */
export async function planByModel(
  { question, earlier }: Asked,
  {
    languageModel,
    modelId,
    signal,
  }: { languageModel: LanguageModel; modelId: ModelId | undefined; signal: AbortSignal },
): Promise<ModelPlan | undefined> {
  const turns = (asked: string, answer?: unknown): ChatMessage[] => [
    { role: 'user', content: promptText(asked).slice(0, maxQuestionCharacters) },
    ...(answer === undefined
      ? []
      : [{ role: 'assistant' as const, content: JSON.stringify(answer) }]),
  ];
  const prompt: ChatMessage[] = [
    { role: 'system', content: instructions },
    ...examples.flatMap(([asked, plan]) => turns(asked, plan)),
    ...earlier.flatMap((each) => turns(each.question, each.plan)),
    ...turns(question),
  ];
  const result = await languageModel.generate(
    {
      ...{ prompt, maxTokens: 200, temperature: 0, prefixName: 'plans of questions' },
      constraint: { schema },
    },
    { signal, modelId },
  );
  const plan = readPlan(result.text);
  const { promptTokens, cachedTokens } = result;
  return plan && { plan, usage: { promptTokens, cachedTokens } };
}

/** What a model wrote as a plan; undefined when it is none. Whatever it is, it is one of the fixed set. */
export function readPlan(written: string): PlanQuery[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(written);
  } catch {
    return undefined;
  }
  const parsed = z.array(planQuerySchema).min(1).max(maxPlanQueries).safeParse(json);
  return parsed.success ? parsed.data : undefined;
}
