import { z } from 'zod';
import type { ForeignResult } from '../../../remote/index.ts';
import type { AnsweredRow } from '../queue/answers.ts';

const customIdSchema = z.string().min(1).max(200);

/**
 * Answers of workers as results of a batch: hostile texts until the batch's own validation has
 * read them. What is no JSON is an answer that does not fit.
 */
export function readAnswers(answers: readonly AnsweredRow[]): ForeignResult[] {
  return answers.flatMap(({ customId, answer }) => {
    const id = customIdSchema.safeParse(parsed(customId));
    return id.success ? [{ customId: id.data, body: parsed(answer) }] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
