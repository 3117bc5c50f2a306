import { z } from 'zod';
import {
  type BatchKind,
  type MediaReference,
  mediaReferenceSchema,
  rerankBodySchema,
} from '../../../../../contract/index.ts';
import { formatClock } from '../../../../client/formats/format.ts';
import { teamBatchesMessages } from '../../../../messages/team/teamBatches.ts';

const partSchema = z.union([
  mediaReferenceSchema.transform((reference) => `(${mediaLabel(reference)})`),
  z
    .object({ type: z.literal('image_url'), image_url: z.object({ url: z.url() }) })
    .transform(({ image_url: { url } }) =>
      teamBatchesMessages.outgoingText.pictureAt(url.slice(0, 200)),
    ),
  z.object({ text: z.string() }).transform(({ text }) => text),
  z.object({ type: z.string() }).transform(({ type }) => `(${type})`),
]);
const contentSchema = z.union([
  z.string(),
  z.array(partSchema).transform((parts) => parts.join('\n')),
]);
const messagesSchema = z.object({
  messages: z.array(z.object({ role: z.string(), content: contentSchema })),
});
const textsSchema = z.union([
  z.string(),
  z.array(z.string()).transform((texts) => texts.join('\n')),
]);

/** Such as `keyframe at 0:04 of video 0198…`. */
export function mediaLabel(reference: MediaReference): string {
  const at =
    reference.what === 'keyframe'
      ? teamBatchesMessages.outgoingText.at(formatClock(reference.atMs))
      : '';
  return teamBatchesMessages.outgoingText.media(reference.what, at, reference.videoId);
}

/** The text of a request as its server reads it; the whole request where its form is unknown. */
export function outgoingText(kind: BatchKind, body: Record<string, unknown>): string {
  switch (kind) {
    case 'chat':
    case 'vision': {
      const chat = messagesSchema.safeParse(body);
      if (!chat.success) return asJson(body);
      return chat.data.messages.map(({ role, content }) => `${role}: ${content}`).join('\n\n');
    }
    case 'completions': {
      const text = textsSchema.safeParse(body.prompt);
      return text.success ? text.data : asJson(body);
    }
    case 'embeddings': {
      const text = textsSchema.safeParse(body.input);
      return text.success ? text.data : asJson(body);
    }
    case 'transcription': {
      const { file, ...fields } = body;
      const sound = mediaReferenceSchema.safeParse(file);
      return sound.success ? `${mediaLabel(sound.data)}\n${asJson(fields)}` : asJson(body);
    }
    case 'rerank': {
      const read = rerankBodySchema.safeParse(body);
      if (!read.success) return asJson(body);
      const { query, documents } = read.data;
      return [
        teamBatchesMessages.outgoingText.query(query),
        ...documents.map((text, i) => `${i}: ${text}`),
      ].join('\n\n');
    }
    default:
      return kind satisfies never;
  }
}

const chatAnswerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const textAnswerSchema = z.object({ choices: z.array(z.object({ text: z.string() })).min(1) });
const transcriptAnswerSchema = z.object({ text: z.string() });
const rankingAnswerSchema = z.object({
  results: z.array(z.object({ index: z.number(), relevance_score: z.number() })).min(1),
});
const vectorAnswerSchema = z.object({
  data: z.array(z.object({ embedding: z.array(z.number()) })).min(1),
});

/** What a server answered, as a person reads it. */
export function answerText(response: unknown): string {
  const chat = chatAnswerSchema.safeParse(response);
  if (chat.success) return chat.data.choices.map(({ message }) => message.content).join('\n\n');
  const text = textAnswerSchema.safeParse(response);
  if (text.success) return text.data.choices.map((choice) => choice.text).join('\n\n');
  const transcript = transcriptAnswerSchema.safeParse(response);
  if (transcript.success) return transcript.data.text;
  const ranking = rankingAnswerSchema.safeParse(response);
  if (ranking.success) {
    return ranking.data.results
      .map(({ index, relevance_score: score }) => `${index}: ${score.toFixed(4)}`)
      .join('\n');
  }
  const vectors = vectorAnswerSchema.safeParse(response);
  if (vectors.success) {
    const [first] = vectors.data.data;
    const count =
      vectors.data.data.length === 1
        ? teamBatchesMessages.outgoingText.oneVector
        : teamBatchesMessages.outgoingText.vectors(vectors.data.data.length);
    return teamBatchesMessages.outgoingText.dimensions(count, first?.embedding.length);
  }
  return typeof response === 'string' ? response : asJson(response);
}

function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
