import { z } from 'zod';
import type { BatchKind } from '../../../../shared/index.ts';

const partSchema = z.union([
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

/** The text of a request as its server reads it; the whole request where its form is unknown. */
export function outgoingText(kind: BatchKind, body: Record<string, unknown>): string {
  switch (kind) {
    case 'chat': {
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
    default:
      return kind satisfies never;
  }
}

const chatAnswerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const textAnswerSchema = z.object({ choices: z.array(z.object({ text: z.string() })).min(1) });
const vectorAnswerSchema = z.object({
  data: z.array(z.object({ embedding: z.array(z.number()) })).min(1),
});

/** What a server answered, as a person reads it. */
export function answerText(response: unknown): string {
  const chat = chatAnswerSchema.safeParse(response);
  if (chat.success) return chat.data.choices.map(({ message }) => message.content).join('\n\n');
  const text = textAnswerSchema.safeParse(response);
  if (text.success) return text.data.choices.map((choice) => choice.text).join('\n\n');
  const vectors = vectorAnswerSchema.safeParse(response);
  if (vectors.success) {
    const [first] = vectors.data.data;
    const count =
      vectors.data.data.length === 1 ? 'One vector' : `${vectors.data.data.length} vectors`;
    return `${count} of ${first?.embedding.length} numbers`;
  }
  return typeof response === 'string' ? response : asJson(response);
}

function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
