import { z } from 'zod';
import type { AnswerSentence, ModelId, Unsupported } from '../../../contract/index.ts';
import { checkSupport, copiedShare, likeness, plainText, visibleText } from '../../drafts/index.ts';
import type { GenerateResult, JsonSchema, LanguageModel } from '../../inference/index.ts';
import type { Exchange } from '../answerRepository.ts';
import type { CitedMoment } from '../moments/findMoments.ts';
import { answerPrompt, type Material } from './answerPrompt.ts';
import { judgeWritten } from './judgeWritten.ts';

export interface WriteTools {
  languageModel: LanguageModel;
  modelId: ModelId | undefined;
  signal: AbortSignal;
  /** Told of each sentence as it has passed. */
  onSentence(sentence: AnswerSentence): void;
}

export interface Written {
  sentences: AnswerSentence[];
  /** What it wrote and the moments do not say. */
  dropped: Unsupported[];
  exchange: Exchange;
  usage: Pick<GenerateResult, 'promptTokens' | 'cachedTokens'>;
}

const maxSentences = 4;
/** “I walk after dinner”: of whom? The moment is quoted instead. */
const speaksAsCreator = /\b(i|i['’]m|my|mine|me|myself|we|our|ours|us)\b/iu;
/**
 * Higher than that of drafts: of what a 1.5B model wrote for eval/ask, what was wrong had up to .85, but it
 * had words of its own, too, which {@link judgeWritten} finds.
 */
const minSupport = 0.8;
const maxCharacters = 240;
/** From here on a sentence is its moment, with a word changed. */
const maxCopied = 0.85;
/** Two sentences that say the same are one. */
const sameThreshold = 0.6;

const writtenSchema = z.object({
  sentences: z.array(z.object({ moments: z.array(z.string()), text: z.string() })),
});

/**
 * Sentences of a model, each from moments that it names. One is kept when it has no number that its
 * moments do not have, does nothing that a video told it to do, and the model itself, asked apart,
 * finds that the moments say it.
 */
export async function writeByModel(
  material: Material,
  before: readonly Exchange[],
  { languageModel, modelId, signal, onSentence }: WriteTools,
): Promise<Written> {
  const { prompt, asked } = answerPrompt(material, before);
  const result = await languageModel.generate(
    {
      ...{ prompt, maxTokens: 260, temperature: 0, prefixName: 'answers' },
      constraint: { schema: schemaFor(material.moments.length) },
    },
    { signal, modelId },
  );
  const { promptTokens, cachedTokens } = result;
  const written: Written = {
    ...{ sentences: [], dropped: [], usage: { promptTokens, cachedTokens } },
    exchange: { asked, wrote: result.text },
  };
  for (const { text: raw, moments: names } of readWritten(result.text)) {
    const text = plainText(visibleText(raw), maxCharacters + 1);
    const cited = citedBy(names, material.moments);
    if (text === '' || cited.length === 0 || speaksAsCreator.test(text)) continue;
    // The quote itself says whose words they are.
    if (cited.some(({ quote }) => copiedShare(text, quote) >= maxCopied)) continue;
    const reason = judgeWritten(text, { cited, question: material.question });
    if (reason !== undefined) {
      written.dropped.push({ text, reason });
      continue;
    }
    if (written.sentences.some((other) => likeness(other.text, text) >= sameThreshold)) continue;
    const support = await checkSupport(
      text,
      cited.map((citation) => ({ citation })),
      { languageModel, modelId, signal },
    );
    if (support === undefined || support.probability < minSupport) {
      written.dropped.push({ text, reason: 'unsupported-claim' });
      continue;
    }
    const sentence: AnswerSentence = {
      ...{ text, origin: 'model', figures: [], citations: cited },
      support: Math.min(1, Math.max(0, support.probability)),
    };
    written.sentences.push(sentence);
    onSentence(sentence);
  }
  return written;
}

function schemaFor(moments: number): JsonSchema {
  const names = Array.from({ length: moments }, (_, at) => `m${at + 1}`);
  return {
    type: 'object',
    properties: {
      sentences: {
        type: 'array',
        maxItems: maxSentences,
        items: {
          type: 'object',
          properties: {
            moments: { type: 'array', items: { enum: names }, minItems: 1, maxItems: 2 },
            text: { type: 'string', minLength: 1, maxLength: maxCharacters },
          },
        },
      },
    },
  };
}

/** What is whole of what it wrote: an answer that was cut has its whole sentences. */
function readWritten(text: string): z.infer<typeof writtenSchema>['sentences'] {
  for (const end of ['', ']}', '}]}']) {
    const cut = end === '' ? text : `${text.slice(0, text.lastIndexOf('},') + 1)}]}`;
    try {
      const parsed = writtenSchema.safeParse(JSON.parse(cut));
      if (parsed.success) return parsed.data.sentences;
    } catch {
      // Cut in the middle: its whole sentences are tried next.
    }
  }
  return [];
}

function citedBy(names: readonly string[], moments: readonly CitedMoment[]): CitedMoment[] {
  return [...new Set(names)].flatMap((name) => moments[Number(name.slice(1)) - 1] ?? []);
}
