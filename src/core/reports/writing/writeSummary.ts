import { z } from 'zod';
import type {
  ModelId,
  ReportAbsence,
  ReportCitation,
  ReportSentence,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { checkSupport, leastSupport, plainText, promptText } from '../../drafts/index.ts';
import type { ChatMessage, InstalledModel, LanguageModel } from '../../inference/index.ts';
import { absence } from '../compose/composed.ts';
import type { ReportContent } from '../store/reportContent.ts';
import { reportTexts } from '../texts/reportTexts.ts';
import { factsBehind } from './judgeSummary.ts';

export interface WriteOptions {
  languageModel: LanguageModel;
  modelId?: ModelId | undefined;
  signal: AbortSignal;
}

const maxSentences = 3;
/** Small models lose the thread of more. */
const maxFacts = 6;
const maxCharacters = 320;
const maxCitations = 6;
const maxTokens = 260;
const answerSchema = z.object({ sentences: z.array(z.string()) });

const instructions =
  'You write the opening of a report on short videos for an analyst. You get facts. Write one to three ' +
  'plain English sentences that each connect two facts. Use only the facts. Copy numbers and names ' +
  'exactly as they are written, or leave them out. No advice, no guesses, no praise.';

/** Made up. */
const example = {
  facts: [
    '40 videos were published in the 7 days to 3 Mar 2025, after 62 in the 7 days before.',
    '“kite surfing” is rising: 11 new videos, a share of 28 %; its videos gain 2,300 views/h.',
    '“First jump” of “Windy Bay” has an outlier score of 9×: 84K views on 3 Mar 2025.',
  ],
  sentences: [
    'Fewer videos were published than in the 7 days before, yet “kite surfing” is rising with 11 of them.',
    'While “kite surfing” gains 2,300 views/h, “First jump” stands out with 84K views.',
  ],
} as const;

/**
 * Has a model connect what code found: its sentences go to the beginning of the summary. One with a
 * number or name that is in no fact, or that the model itself does not find supported by the facts
 * that it rests on, is left out and counted. A library without a model that can do it gets a reason.
 */
export async function writeSummary(
  content: ReportContent,
  options: WriteOptions,
): Promise<ReportContent> {
  const { languageModel, modelId } = options;
  const facts = content.sections
    .slice(1)
    .flatMap(({ sentences }) => sentences.slice(0, 2))
    .slice(0, maxFacts);
  const [summary, ...rest] = content.sections;
  // What is too short for a summary has nothing to connect.
  if (summary?.title !== reportTexts.summary || facts.length === 0) return content;
  const model = await installed(languageModel, modelId);
  if (model === undefined) return withAbsent(content, absence('no-model'));
  if (model.base) return withAbsent(content, absence('no-chat-training'));
  const texts = await write(facts, options);
  const kept: ReportSentence[] = [];
  for (const text of texts) {
    const behind = factsBehind(text, facts);
    if (behind === undefined) continue;
    const moments = behind.map((fact) => ({ citation: { quote: shortened(fact) } }));
    const support = await checkSupport(text, moments, options);
    if (support === undefined || support.probability < leastSupport) continue;
    kept.push({
      text,
      values: behind.flatMap(({ values }) =>
        values.filter((each) => text.includes(spaced(each.text))),
      ),
      citations: distinct(behind.flatMap(({ citations }) => citations)).slice(0, maxCitations),
      support: { by: 'model', probability: support.probability },
    });
  }
  const left = texts.length - kept.length;
  const written = {
    ...content,
    ...(kept.length > 0 && { model: model.name }),
    sections: [{ ...summary, sentences: [...kept, ...summary.sentences] }, ...rest],
  };
  return left === 0 ? written : withAbsent(written, absence('sentences-left-out', left));
}

async function write(
  facts: readonly ReportSentence[],
  { languageModel, modelId, signal }: WriteOptions,
): Promise<string[]> {
  const prompt: ChatMessage[] = [
    { role: 'system', content: instructions },
    { role: 'user', content: listOf(example.facts) },
    { role: 'assistant', content: JSON.stringify({ sentences: example.sentences }) },
    { role: 'user', content: listOf(facts.map(shortened)) },
  ];
  const sentence = { type: 'string', maxLength: maxCharacters } as const;
  const sentences = {
    type: 'array',
    items: sentence,
    minItems: 1,
    maxItems: maxSentences,
  } as const;
  const { text } = await languageModel.generate(
    {
      ...{ prompt, maxTokens, temperature: 0 },
      constraint: { schema: { type: 'object', properties: { sentences } } },
    },
    { signal, modelId, priority: 'batch' },
  );
  const answer = answerSchema.safeParse(jsonOf(text)).data?.sentences ?? [];
  return answer
    .map((each) => plainText(each, maxCharacters))
    .filter((each) => each !== '')
    .slice(0, maxSentences);
}

function listOf(facts: readonly string[]): string {
  return `Facts:\n${facts.map((fact) => `- ${fact}`).join('\n')}`;
}

/** A fact as a model reads it: without intervals, which stay below for the person who reads. */
function shortened({ text, values }: ReportSentence): string {
  const short = values.reduce(
    (left, value) => left.replace(value.text, value.text.replace(/ \(.*\)$/u, '')),
    text,
  );
  return promptText(short);
}

function distinct(citations: readonly ReportCitation[]): ReportCitation[] {
  return [...new Map(citations.map((each) => [JSON.stringify(each), each])).values()];
}

/** With the spaces that a model writes. */
function spaced(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

/** What a model was cut in is nothing. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function installed(
  languageModel: LanguageModel,
  modelId: ModelId | undefined,
): Promise<InstalledModel | undefined> {
  try {
    return await languageModel.model(modelId);
  } catch (error) {
    const isMissing = error instanceof AppError && error.code.startsWith('model.');
    // One that was asked for by name is an error of its own.
    if (isMissing && modelId === undefined) return undefined;
    throw error;
  }
}

function withAbsent(content: ReportContent, missing: ReportAbsence): ReportContent {
  return { ...content, absent: [...content.absent, missing] };
}
