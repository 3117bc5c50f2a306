import { createInterface } from 'node:readline';
import {
  type Batch,
  type BatchId,
  type BatchKind,
  type BatchPlace,
  type BatchRequest,
  type BatchResult,
  maxBatchRequests,
} from '../../contract/index.ts';
import { AppError, openInputFile, toAppError } from '../../core/base/index.ts';
import { teamMessages } from '../messages/team.ts';
import type { Client } from '../session.ts';
import { readRequestLine, readResultLine } from './batchLine.ts';

const resultsAtOnce = 200;

export interface ImportOptions {
  name: string;
  place: BatchPlace;
  /** Of lines without a url. */
  kind?: BatchKind;
  /** Nothing is sent before it is resumed. */
  paused: boolean;
}

/** Makes a batch of an OpenAI batch file, or nothing. Errors name the line. */
export async function importBatchFile(
  client: Client,
  file: string,
  { name, place, kind: given, paused }: ImportOptions,
): Promise<Batch> {
  const read = await readRequestFile(file, {
    most: maxBatchRequests,
    ...(given && { kind: given }),
  });
  return client.batches.create({ name, place, paused, ...read });
}

/** The requests of an OpenAI batch file. Errors name the line: `usage.invalid`. */
export async function readRequestFile(
  file: string,
  { kind: given, most }: { kind?: BatchKind; most: number },
): Promise<{ kind: BatchKind; requests: BatchRequest[] }> {
  const requests: BatchRequest[] = [];
  let kind = given;
  for await (const { line, number } of linesOf(file)) {
    if (requests.length === most) {
      throw new AppError('usage.invalid', teamMessages.importBatchFile.tooMany(number, most));
    }
    const read = readRequestLine(line, { number, kind });
    kind = read.kind;
    requests.push(read.request);
  }
  if (kind === undefined || requests.length === 0) {
    throw new AppError('usage.invalid', teamMessages.importBatchFile.empty(file));
  }
  return { kind, requests };
}

/** Keeps the answers of a file of results, as `vllm run-batch` writes it, in its batch. */
export async function importResultsFile(
  client: Client,
  file: string,
  id: BatchId,
): Promise<{ read: number; stored: number }> {
  const total = { read: 0, stored: 0 };
  let results: BatchResult[] = [];
  const keep = async (): Promise<void> => {
    if (results.length === 0) return;
    const { stored } = await client.batches.takeResults({ id, results });
    total.read += results.length;
    total.stored += stored;
    results = [];
  };
  for await (const { line, number } of linesOf(file)) {
    results.push(readResultLine(line, number));
    if (results.length === resultsAtOnce) await keep();
  }
  await keep();
  return total;
}

async function* linesOf(file: string): AsyncGenerator<{ line: string; number: number }> {
  let number = 0;
  await using opened = await openInputFile(file);
  const stream = opened.handle.createReadStream({ autoClose: false });
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  // Without this a missing file would end the process instead of this loop.
  const failed = new Promise<never>((_, reject) => stream.once('error', reject));
  const iterator = lines[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), failed]);
      if (next.done === true) return;
      number++;
      if (next.value.trim() !== '') yield { line: next.value, number };
    }
  } catch (error) {
    throw toAppError(error);
  } finally {
    lines.close();
    stream.destroy();
    failed.catch(() => {});
  }
}
