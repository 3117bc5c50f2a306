import {
  type BatchKind,
  type BatchRequest,
  maxBatchRequests,
  readBatchLine,
} from '../../../../contract/index.ts';
import { teamBatchesMessages } from '../../../messages/teamBatches.ts';

/** Larger files are for the terminal, which reads them line by line. */
const maxBytes = 200_000_000;

/** The requests of an OpenAI batch file, or why it is none, naming the line. */
export async function readBatchFile(
  file: Blob,
): Promise<{ kind: BatchKind; requests: BatchRequest[] } | { refusal: string }> {
  if (file.size > maxBytes) {
    return { refusal: teamBatchesMessages.readBatchFile.tooLarge };
  }
  const requests: BatchRequest[] = [];
  let kind: BatchKind | undefined;
  for (const [index, line] of (await file.text()).split('\n').entries()) {
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
  return { kind, requests };
}
