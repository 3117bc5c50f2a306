import { z } from 'zod';
import {
  type Answer,
  type AnswerCitation,
  type AnswerId,
  type AnswerSentence,
  type AskThread,
  answerSchema,
  type VideoId,
} from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';

/** What a model was told and wrote, by the names of its two conversations. */
export const exchangeSchema = z.object({
  /** The question as it was put to the model that writes, with the results. */
  asked: z.string(),
  wrote: z.string(),
});
export type Exchange = z.infer<typeof exchangeSchema>;

interface Row {
  id: AnswerId;
  content: string;
  exchange: string | null;
}

/** Answers as they were given. What they quote of videos that are gone meanwhile is gone, too. */
export class AnswerRepository {
  readonly #library: Library;

  constructor(library: Library) {
    this.#library = library;
  }

  insert(answer: Answer, exchange: Exchange | undefined): void {
    this.#client
      .prepare(
        `INSERT INTO answers (id, thread_id, question, content, exchange, asked_at_ms)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ...[answer.id, answer.threadId, answer.question, JSON.stringify(answer)],
        ...[exchange === undefined ? null : JSON.stringify(exchange), answer.askedAtMs],
      );
  }

  /** By an id or the unique beginning of it. Errors: `answer.notFound`. */
  get(given: string): Answer {
    const rows = this.#client
      .prepare<[number, string], Row>(
        'SELECT id, content, exchange FROM answers WHERE substr(id, 1, ?) = ? LIMIT 2',
      )
      .all(given.length, given);
    const [row] = rows;
    if (row === undefined || rows.length > 1) throw notFound(given);
    return this.#read(row);
  }

  /** Of a conversation, oldest first. Errors: `answer.notFound`. */
  thread(threadId: AnswerId): Answer[] {
    const rows = this.#rowsOf(threadId);
    if (rows.length === 0) throw notFound(threadId);
    return rows.map((row) => this.#read(row));
  }

  /** What a model wrote in a conversation, oldest first. */
  exchanges(threadId: AnswerId): Exchange[] {
    return this.#rowsOf(threadId).flatMap(({ exchange }) => {
      const parsed = exchangeSchema.safeParse(exchange === null ? undefined : JSON.parse(exchange));
      return parsed.success ? [parsed.data] : [];
    });
  }

  threads(limit: number): AskThread[] {
    return this.#client
      .prepare<[number], AskThread>(
        `SELECT thread_id AS id, count(*) AS answers, max(asked_at_ms) AS askedAtMs,
           (SELECT question FROM answers f WHERE f.thread_id = a.thread_id
            ORDER BY f.asked_at_ms, f.rowid LIMIT 1) AS question
         FROM answers a GROUP BY thread_id ORDER BY askedAtMs DESC, max(rowid) DESC LIMIT ?`,
      )
      .all(limit);
  }

  /** Errors: `answer.notFound`. */
  remove(threadId: AnswerId): { removedAnswers: number } {
    const { changes } = this.#client
      .prepare('DELETE FROM answers WHERE thread_id = ?')
      .run(threadId);
    if (changes === 0) throw notFound(threadId);
    return { removedAnswers: changes };
  }

  get #client() {
    return this.#library.db.$client;
  }

  #rowsOf(threadId: AnswerId): Row[] {
    return this.#client
      .prepare<[AnswerId], Row>(
        'SELECT id, content, exchange FROM answers WHERE thread_id = ? ORDER BY asked_at_ms, rowid',
      )
      .all(threadId);
  }

  /** A quote of a removed video is forgotten when its answer is read next. */
  #read({ id, content }: Row): Answer {
    const answer = answerSchema.parse(JSON.parse(content));
    const isThere = this.#client
      .prepare<[VideoId], number>('SELECT 1 FROM videos WHERE id = ?')
      .pluck();
    let isChanged = false;
    const known = (videoId: VideoId): boolean => {
      const found = isThere.get(videoId) !== undefined;
      if (!found) isChanged = true;
      return found;
    };
    const sentences = answer.sentences.map((sentence) => withoutRemoved(sentence, known));
    if (!isChanged) return answer;
    const left = { ...answer, sentences };
    // What a model was told has the quotes, too: a follow-up begins anew.
    this.#client
      .prepare('UPDATE answers SET content = ?, exchange = NULL WHERE id = ?')
      .run(JSON.stringify(left), id);
    return left;
  }
}

const gone = 'This rested on a video that is no longer in the library.';

function withoutRemoved(
  sentence: AnswerSentence,
  isThere: (videoId: VideoId) => boolean,
): AnswerSentence {
  const citations = sentence.citations.map((citation): AnswerCitation => {
    switch (citation.kind) {
      case 'moment':
      case 'snapshot':
        return isThere(citation.videoId) ? citation : { kind: 'removed', title: '' };
      case 'query':
        return { ...citation, videos: citation.videos.filter(({ videoId }) => isThere(videoId)) };
      case 'removed':
        return citation;
      default:
        return citation satisfies never;
    }
  });
  const isGone = citations.every(({ kind }) => kind === 'removed');
  return isGone ? { ...sentence, text: gone, figures: [], citations } : { ...sentence, citations };
}

function notFound(id: string): AppError {
  return new AppError('answer.notFound', `There is no answer ${id}.`);
}
