import { maxBatchEvents } from '../../../contract/index.ts';
import { openText, readJsonLines } from '../../ingest/index.ts';

/**
 * The events of a file of JSON lines, in batches that one request may hold. A line that is not JSON is
 * handed on as its text: the events' registry keeps it aside with its reason.
 * Errors: those of opening the file.
 */
export async function* readEvents(path: string): AsyncGenerator<unknown[], void, undefined> {
  await using file = await openText(path);
  let batch: unknown[] = [];
  for await (const records of readJsonLines(file.chunks)) {
    for (const { bytes, isTooLong } of records) {
      batch.push(isTooLong === true ? 'a line that is too long' : parsed(bytes));
      if (batch.length < maxBatchEvents) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function parsed(bytes: Buffer): unknown {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 1_000);
  }
}
