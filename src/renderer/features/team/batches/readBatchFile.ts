import {
  type BatchKind,
  type BatchRequest,
  maxBatchLineBytes,
  maxBatchRequests,
  readBatchLine,
} from '../../../../contract/index.ts';
import { teamBatchesMessages } from '../../../messages/team/teamBatches.ts';

/**
 * Larger files are sent to `/uploads`, where the core reads them line by line: a message is parsed
 * in one go, and every other answer waits behind it.
 */
const maxInlineBytes = 250_000;

export interface ReadBatchFile {
  kind: BatchKind;
  /** Of a large file only those at its beginning. */
  requests: BatchRequest[];
  /** Whether `requests` are only its beginning. */
  isLarge: boolean;
}

/** The requests of an OpenAI batch file, or why it is none, naming the line. */
export async function readBatchFile(file: Blob): Promise<ReadBatchFile | { refusal: string }> {
  const isLarge = file.size > maxInlineBytes;
  const lines = await (isLarge ? firstLines(file) : file.text().then(linesOf));
  if (lines === undefined) return { refusal: teamBatchesMessages.readBatchFile.longLine };
  const requests: BatchRequest[] = [];
  let kind: BatchKind | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    if (requests.length === maxBatchRequests) {
      return { refusal: teamBatchesMessages.readBatchFile.tooMany(maxBatchRequests) };
    }
    const read = readBatchLine(line, { number: index + 1, kind });
    if ('refusal' in read) return read;
    kind = read.kind;
    requests.push(read.request);
  }
  if (kind === undefined) return { refusal: teamBatchesMessages.readBatchFile.empty };
  return { kind, requests, isLarge };
}

/** The whole lines within the length that one line may have; undefined: the first is longer. */
async function firstLines(file: Blob): Promise<string[] | undefined> {
  const lines = linesOf(await file.slice(0, maxBatchLineBytes).text());
  if (file.size <= maxBatchLineBytes) return lines;
  // The last one may be cut.
  return lines.length > 1 ? lines.slice(0, -1) : undefined;
}

function linesOf(text: string): string[] {
  return text.split('\n');
}
