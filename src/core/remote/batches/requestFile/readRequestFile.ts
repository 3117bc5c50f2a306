import {
  type BatchKind,
  type BatchRequest,
  maxBatchLineBytes,
  maxBatchRequests,
  readBatchLine,
} from '../../../../contract/index.ts';
import { AppError, toAppError } from '../../../base/index.ts';
import { readLines } from './readLines.ts';

const requestsAtOnce = 50;
/** Fewer are read at once when they are long. */
const sliceLength = 1_000_000;

export interface RequestFile {
  /** Of all its lines together. */
  kind: BatchKind;
  /** Its requests in order, read from the file at each call. */
  slices(): AsyncIterable<readonly BatchRequest[]>;
}

/**
 * Reads an OpenAI batch file once for its kind and for lines that are wrong. Errors:
 * `usage.invalid`, which names the line, also of the first request too many.
 */
export async function readRequestFile(path: string, given?: BatchKind): Promise<RequestFile> {
  let kind = given;
  let requests = 0;
  for await (const read of requestsOf(path, () => kind)) {
    if (requests === maxBatchRequests) {
      const words = `Line ${read.number}: a batch has at most ${maxBatchRequests} requests. Split the file.`;
      throw new AppError('usage.invalid', words);
    }
    kind = read.kind;
    requests += 1;
  }
  if (kind === undefined || requests === 0) {
    throw new AppError('usage.invalid', 'The file has no requests.');
  }
  const whole = kind;
  return { kind: whole, slices: () => slicesOf(path, whole) };
}

async function* slicesOf(
  path: string,
  kind: BatchKind,
): AsyncGenerator<readonly BatchRequest[], void, undefined> {
  let slice: BatchRequest[] = [];
  let length = 0;
  for await (const read of requestsOf(path, () => kind)) {
    slice.push(read.request);
    length += read.length;
    if (slice.length < requestsAtOnce && length < sliceLength) continue;
    yield slice;
    slice = [];
    length = 0;
  }
  if (slice.length > 0) yield slice;
}

interface ReadRequest {
  kind: BatchKind;
  request: BatchRequest;
  number: number;
  /** Of its line, in characters. */
  length: number;
}

/** `kindBefore` gives what the lines before ask for. */
async function* requestsOf(
  path: string,
  kindBefore: () => BatchKind | undefined,
): AsyncGenerator<ReadRequest, void, undefined> {
  try {
    for await (const { line, number } of readLines(path, { maxBytes: maxBatchLineBytes })) {
      const read = readBatchLine(line, { number, kind: kindBefore() });
      if ('refusal' in read) throw new AppError('usage.invalid', read.refusal);
      yield { ...read, number, length: line.length };
    }
  } catch (error) {
    throw toAppError(error);
  }
}
