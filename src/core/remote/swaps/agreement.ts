import { z } from 'zod';
import { type BatchKind, jsonSchema } from '../../../contract/index.ts';
import { chatText } from '../batches/answers/readAnswer.ts';
import { rankingSchema } from '../batches/answers/readRanking.ts';
import { spokenParts } from '../batches/answers/spokenParts.ts';
import { vectorLength } from '../vectorLength.ts';

const textSchema = z.object({ choices: z.array(z.object({ text: z.string() })).min(1) });
const vectorSchema = z.object({
  data: z.array(z.object({ embedding: z.array(z.number()) })).min(1),
});

const transcriptSchema = z.object({ text: spokenParts.text });

/** The text of an answer; of rankings the documents' numbers, best first; of vectors, how many and how long they are. */
export function textOf(kind: BatchKind, answer: unknown): string {
  switch (kind) {
    case 'chat':
    case 'vision':
      return chatText(answer) ?? '';
    case 'completions':
      return textSchema.safeParse(answer).data?.choices[0]?.text ?? '';
    case 'embeddings': {
      const vectors = vectorSchema.safeParse(answer).data?.data ?? [];
      return `${vectors.length} x ${vectors[0]?.embedding.length ?? 0}`;
    }
    case 'transcription':
      return transcriptSchema.safeParse(answer).data?.text ?? '';
    case 'rerank':
      return orderOf(answer).join(' ');
    default:
      return kind satisfies never;
  }
}

/**
 * How much two answers agree, 0 to 1: of JSON documents the share of their fields that are equal
 * (Jaccard), of other texts the share of words that both have (Dice), of vectors the mean cosine,
 * of rankings the share of pairs that both put in the same order (Kendall).
 */
export function agreement(kind: BatchKind, one: unknown, other: unknown): number {
  if (kind === 'rerank') return sameOrder(orderOf(one), orderOf(other));
  if (kind === 'embeddings') return meanCosine(vectorsOf(one), vectorsOf(other));
  const [a, b] = [textOf(kind, one), textOf(kind, other)];
  const [left, right] = [jsonOf(a), jsonOf(b)];
  if (left !== undefined && right !== undefined) {
    return shared(new Set(leaves(left)), new Set(leaves(right)), 'jaccard');
  }
  return shared(new Set(wordsOf(a)), new Set(wordsOf(b)), 'dice');
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>, by: 'jaccard' | 'dice'): number {
  if (a.size === 0 && b.size === 0) return 1;
  const both = [...a].filter((each) => b.has(each)).length;
  return by === 'dice' ? (2 * both) / (a.size + b.size) : both / (a.size + b.size - both);
}

function jsonOf(text: string): object | undefined {
  try {
    const value = jsonSchema.parse(JSON.parse(text));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `path=value` of every value that holds no others. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}=${JSON.stringify(value)}`];
  const fields = Object.entries(value);
  if (fields.length === 0) return [`${path}=empty`];
  return fields.flatMap(([name, field]) => leaves(field, `${path}/${name}`));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function orderOf(answer: unknown): number[] {
  return rankingSchema.safeParse(answer).data?.results.map(({ index }) => index) ?? [];
}

/** Of the pairs of documents that both have. */
function sameOrder(one: readonly number[], other: readonly number[]): number {
  const places = new Map(other.map((document, place) => [document, place]));
  const common = one.flatMap((document) => places.get(document) ?? []);
  let agreed = 0;
  let pairs = 0;
  for (const [index, place] of common.entries()) {
    for (const later of common.slice(index + 1)) {
      pairs++;
      if (place < later) agreed++;
    }
  }
  if (pairs === 0) return one[0] === other[0] ? 1 : 0;
  return agreed / pairs;
}

function vectorsOf(answer: unknown): number[][] {
  return vectorSchema.safeParse(answer).data?.data.map(({ embedding }) => embedding) ?? [];
}

function meanCosine(a: readonly number[][], b: readonly number[][]): number {
  if (a.length === 0 || a.length !== b.length) return 0;
  const cosines = a.map((vector, i) => cosine(vector, b[i] ?? []));
  return cosines.reduce((sum, each) => sum + Math.max(0, each), 0) / cosines.length;
}

function cosine(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return 0;
  const [unitA, unitB] = [unitVector(a), unitVector(b)];
  return Math.min(
    1,
    unitA.reduce((sum, value, i) => sum + value * (unitB[i] ?? 0), 0),
  );
}

/** Divided first, so that products of a server's numbers do not overflow. */
function unitVector(numbers: readonly number[]): readonly number[] {
  const length = vectorLength(numbers);
  return length === 0 ? numbers : numbers.map((number) => number / length);
}
