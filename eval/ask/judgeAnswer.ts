import type { Answer, AnswerCitation, AnswerSentence } from '../../src/contract/index.ts';
import type { Library } from '../../src/core/db/index.ts';
import { wordsOf } from '../../src/core/drafts/index.ts';

export interface JudgedSentence {
  sentence: AnswerSentence;
  /** All that it cites together says it. Undefined: a person has not judged it yet. */
  isSupported: boolean | undefined;
  /** Of its citations in their order: what the sentence needs. */
  needed: boolean[];
}

export interface Truth {
  /** Numbers that independent SQL gives for the question. */
  numbers: ReadonlySet<number>;
  /** What a person found of sentences that a model wrote, by {@link judgedKey}. */
  judged: ReadonlyMap<string, boolean>;
}

/** A sentence with what it cites, as a line of eval/ask/judged.jsonl names it. */
export function judgedKey(text: string, citations: readonly AnswerCitation[]): string {
  const quotes = citations.flatMap((each) => (each.kind === 'moment' ? [each.quote] : []));
  return JSON.stringify([text, quotes]);
}

/**
 * ALCE's citation recall and precision (Gao et al., 2023), sentence by sentence. Where ALCE asks a
 * model whether the citations entail the sentence, this looks: a quote must be in what the library has
 * of that video (read here by SQL of its own), a number must be one that SQL gives for the question, a
 * sentence of a model is as a person judged it.
 */
export function judgeSentence(
  library: Library,
  sentence: AnswerSentence,
  { numbers, judged }: Truth,
): JudgedSentence {
  const { citations, origin, text } = sentence;
  const supports = citations.map((citation) => isTrue(library, citation));
  if (origin === 'model') {
    const verdict = judged.get(judgedKey(text, citations));
    // Of one citation the whole support; of two, each is held to be needed: a person judged the two.
    return {
      ...{ sentence, needed: supports.map((each) => each && verdict === true) },
      isSupported: verdict === undefined ? undefined : verdict && supports.every(Boolean),
    };
  }
  if (origin === 'quote') {
    const quoted = supports.map(
      (each, at) => each && text.includes(quoteOf(citations[at]).replace(/[“”]/g, '"')),
    );
    return { sentence, isSupported: quoted.some(Boolean), needed: quoted };
  }
  const isRight = sentence.figures
    .filter((figure) => isCompared(figure, sentence))
    .every((figure) => isKnown(figure, numbers, citations));
  const needed = citations.map(
    (citation, at) =>
      (supports[at] ?? false) && (citations.length === 1 || isUsed(citation, sentence)),
  );
  return { sentence, isSupported: isRight && supports.some(Boolean), needed };
}

type Figure = AnswerSentence['figures'][number];

/**
 * Numbers that are compared with SQL; spans and shares are made of them. How many videos an outlier score
 * was compared with is its own: what stands out is compared with what was planted.
 */
export function isCompared({ unit, value }: Figure, { figures }: AnswerSentence): boolean {
  if (figures.some((other) => other.unit === 'score' && other.n === value)) return false;
  return unit === 'count' || unit === 'views';
}

function isKnown(
  figure: Figure,
  numbers: ReadonlySet<number>,
  citations: readonly AnswerCitation[],
): boolean {
  if (numbers.has(figure.value)) return true;
  // How many it was compared with, or how many rows were counted, is told by what it cites.
  return citations.some((each) => each.kind === 'query' && each.rows === figure.value);
}

/** A citation that the sentence would lack: its count, its rows, or one of its videos is in it. */
function isUsed(citation: AnswerCitation, { figures, text }: AnswerSentence): boolean {
  const values = new Set(figures.map(({ value }) => value));
  switch (citation.kind) {
    case 'snapshot':
      return (
        values.has(citation.observedAtMs) ||
        Object.values(citation.counts).some((count) => count !== undefined && values.has(count))
      );
    case 'query':
      return (
        values.has(citation.rows) ||
        citation.videos.some(({ title }) => text.includes(title)) ||
        figures.length === 0
      );
    case 'moment':
      return true;
    case 'removed':
      return false;
    default:
      return citation satisfies never;
  }
}

function quoteOf(citation: AnswerCitation | undefined): string {
  return citation?.kind === 'moment' ? citation.quote : '';
}

/** What is cited is in the library as it is cited. */
function isTrue({ db }: Library, citation: AnswerCitation): boolean {
  const { $client } = db;
  switch (citation.kind) {
    case 'moment': {
      const { videoId, startMs, endMs } = citation;
      const texts = $client
        .prepare<unknown[], string>(
          `SELECT text FROM (
             SELECT text, start_ms FROM transcript_segments
               WHERE video_id = @videoId AND start_ms < max(@endMs, 1) AND (end_ms > @startMs OR end_ms = 0)
             UNION ALL SELECT text, start_ms FROM on_screen_texts WHERE video_id = @videoId
             UNION ALL SELECT text, start_ms FROM chunks WHERE video_id = @videoId
             UNION ALL SELECT text, 0 FROM comments WHERE video_id = @videoId
             UNION ALL SELECT concat_ws(' ', title, description, tags, sound_name), 0 FROM videos WHERE id = @videoId
           )`,
        )
        .pluck()
        .all({ videoId, startMs, endMs });
      const said = ` ${texts.flatMap(wordsOf).join(' ')} `;
      const parts = citation.quote.split('…').map((part) => wordsOf(part).join(' '));
      return parts.every((part) => part === '' || said.includes(part));
    }
    case 'snapshot': {
      const row = $client
        .prepare<[string, number], Record<string, number>>(
          'SELECT views, likes, comments, shares, saves FROM metric_snapshots WHERE video_id = ? AND observed_at_ms = ?',
        )
        .get(citation.videoId, citation.observedAtMs);
      return Object.entries(citation.counts).every(([name, count]) => row?.[name] === count);
    }
    case 'query': {
      const isThere = $client
        .prepare<[string], number>('SELECT 1 FROM videos WHERE id = ?')
        .pluck();
      return citation.videos.every(({ videoId }) => isThere.get(videoId) === 1);
    }
    case 'removed':
      return false;
    default:
      return citation satisfies never;
  }
}

/** Digits of an answer that are neither a figure nor in a quote or a name: there must be none. */
export function strayNumbers({ sentences, plan }: Answer, names: readonly string[]): string[] {
  return sentences.flatMap(({ text, figures, origin, citations }) => {
    if (origin === 'model') {
      const quotes = citations.map(quoteOf).flatMap((quote) => quote.match(/\d+/g) ?? []);
      return (text.match(/\d+/g) ?? []).filter((digits) => !quotes.includes(digits));
    }
    let rest = text.replace(/“[^”]*”/g, ' ');
    for (const name of [
      ...names,
      ...plan.flatMap((query) => ('channel' in query ? (query.channel ?? '') : '')),
    ]) {
      if (name !== '') rest = rest.replaceAll(name, ' ');
    }
    for (const figure of figures) rest = rest.replace(figure.text, ' ');
    return rest.match(/\d+/g) ?? [];
  });
}
