import { z } from 'zod';
import type { TopicId, VideoId } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { ChatMessage, InstalledModel, LanguageModel } from '../../../inference/index.ts';
import { isSupported } from './isSupported.ts';

export interface WrittenLabel {
  topicId: TopicId;
  /** Undefined where none was good enough, so that it is not asked for again. */
  label: string | undefined;
  /** The label of words that it stands for; when that changes, it is written again. */
  insteadOf: string;
  /** The name of the model. */
  by: string;
  /** The videos whose titles it was written from. */
  from: VideoId[];
}

export interface WriteLabelsOptions {
  languageModel: LanguageModel;
  signal: AbortSignal;
  onShare?(share: number): void;
}

/** Of one run, the largest first: on two cores a label takes a second or two. */
const maxTopics = 100;
const maxTitles = 6;
const maxTitleCharacters = 120;
const maxLabelCharacters = 48;
const maxTokens = 32;
const answerSchema = z.object({ label: z.string() });

const instructions =
  'You name topics of short videos for an analyst. You get the words that set a topic apart and titles of its ' +
  'videos. Answer with a label of two to five plain English words that says what the videos are about. Use words ' +
  'of the titles. No hashtags, no numbers, no quotes.';

/** Made up. */
const example = {
  evidence: {
    words: ['kitesurf', 'wind', 'board'],
    titles: [
      'My first kite surfing jump',
      'Which kite for strong wind?',
      'Kite surfing for beginners',
    ],
  },
  label: 'Kite surfing for beginners',
};

interface OpenTopic {
  id: TopicId;
  label: string;
  words: string;
}

/**
 * Labels by a language model for topics that have none for their words, each from the titles of the videos
 * nearest to its center. One that says what neither titles nor words say, or that another topic has, is left
 * out: the words stay the label, which is given as well. Without a model that follows instructions, none. Rejects with the
 * signal's reason.
 */
export async function writeLabels(
  library: Library,
  { languageModel, signal, onShare }: WriteLabelsOptions,
): Promise<WrittenLabel[]> {
  const open = openTopics(library);
  const model = open.length === 0 ? undefined : await installed(languageModel);
  if (model === undefined || model.base) return [];
  const taken = takenLabels(library);
  const written: WrittenLabel[] = [];
  for (const [at, topic] of open.entries()) {
    signal.throwIfAborted();
    const videos = evidenceOf(library, topic.id);
    const evidence = { words: wordsOf(topic), titles: videos.map(({ title }) => title) };
    const { text } = await languageModel.generate(
      {
        ...{ prompt: promptOf(evidence), maxTokens, temperature: 0 },
        constraint: { schema: labelSchema },
      },
      { signal, priority: 'batch' },
    );
    onShare?.((at + 1) / open.length);
    const told = labelIn(text) ?? '';
    const isGood = isSupported(told, evidence) && !taken.has(told.toLowerCase());
    if (isGood) taken.add(told.toLowerCase());
    written.push({
      ...{ topicId: topic.id, label: isGood ? told : undefined, insteadOf: topic.label },
      ...{ by: model.name, from: videos.map(({ videoId }) => videoId) },
    });
  }
  return written;
}

const labelSchema = {
  type: 'object',
  properties: { label: { type: 'string', maxLength: maxLabelCharacters } },
} as const;

function promptOf(evidence: typeof example.evidence): ChatMessage[] {
  return [
    { role: 'system', content: instructions },
    { role: 'user', content: textOf(example.evidence) },
    { role: 'assistant', content: JSON.stringify({ label: example.label }) },
    { role: 'user', content: textOf(evidence) },
  ];
}

function textOf({ words, titles }: typeof example.evidence): string {
  return [`Words: ${words.join(', ')}`, 'Titles:', ...titles.map((title) => `- ${title}`)].join(
    '\n',
  );
}

/** Undefined where the model wrote no label. */
function labelIn(text: string): string | undefined {
  const label = answerSchema.safeParse(jsonOf(text)).data?.label.replace(/\s+/gu, ' ').trim() ?? '';
  return label === '' || label.length > maxLabelCharacters ? undefined : label;
}

/** Those that no person named, and that have no label by a model for their words; the largest first. */
function openTopics({ db }: Library): OpenTopic[] {
  return db.$client
    .prepare<[number], OpenTopic>(
      `SELECT t.id, t.label, t.words FROM topics t JOIN topic_videos v ON v.topic_id = t.id
       WHERE t.name IS NULL AND t.merged_into IS NULL AND t.label <> ''
         AND t.written_for IS NOT t.label
       GROUP BY t.id ORDER BY count(*) DESC, t.id LIMIT ?`,
    )
    .all(maxTopics);
}

/** What the model may not call another topic; a library may come from anywhere. */
function takenLabels({ db }: Library): Set<string> {
  const labels = db.$client
    .prepare<[], string>(
      `SELECT lower(coalesce(name, iif(written_for = label, written_label, NULL), label)) FROM topics`,
    )
    .pluck()
    .all();
  return new Set(labels);
}

function wordsOf({ words }: OpenTopic): string[] {
  return z.array(z.string()).safeParse(jsonOf(words)).data ?? [];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The videos nearest to the center, or of hashtags those seen most; titles in one line each. */
function evidenceOf({ db }: Library, id: TopicId): { videoId: VideoId; title: string }[] {
  return db.$client
    .prepare<[TopicId, number], { videoId: VideoId; title: string }>(
      `SELECT v.id AS videoId, v.title FROM topic_videos t JOIN videos v ON v.id = t.video_id
       WHERE t.topic_id = ? ORDER BY t.likeness DESC NULLS LAST, v.latest_views DESC NULLS LAST, v.id
       LIMIT ?`,
    )
    .all(id, maxTitles)
    .map(({ videoId, title }) => ({
      videoId,
      title: [...title.replace(/[\s\p{C}]+/gu, ' ').trim()].slice(0, maxTitleCharacters).join(''),
    }));
}

async function installed(languageModel: LanguageModel): Promise<InstalledModel | undefined> {
  try {
    return await languageModel.model();
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('model.')) return undefined;
    throw error;
  }
}
