import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { toAppError } from '../../core/base/index.ts';
import { type BatchId, type BatchRow, requestLine, resultLine } from '../../shared/index.ts';
import type { Client } from '../session.ts';

const rowsAtOnce = 1_000;

export interface ExportOptions {
  id: BatchId;
  file: string;
  /** Requests of all rows, of those without an answer, or the answers. */
  what: 'requests' | 'rest' | 'results';
}

/** Writes a batch as OpenAI's file of requests or of results; gives the number of lines. */
export async function exportBatchFile(
  client: Client,
  { id, file, what }: ExportOptions,
): Promise<number> {
  const { batch } = await client.batches.get({ id });
  let lines = 0;
  async function* text(): AsyncGenerator<string> {
    for await (const row of rowsOf(client, id)) {
      if (what === 'rest' && row.state === 'done') continue;
      // A row that still waits has no result yet.
      if (what === 'results' && row.state === 'waiting') continue;
      lines++;
      yield what === 'results' ? resultLine(row) : requestLine(batch.kind, row);
    }
  }
  try {
    await pipeline(Readable.from(text()), createWriteStream(file));
  } catch (error) {
    throw toAppError(error);
  }
  return lines;
}

async function* rowsOf(client: Client, id: BatchId): AsyncGenerator<BatchRow> {
  for (let offset = 0; ; ) {
    const { rows, total } = await client.batches.rows({ id, offset, limit: rowsAtOnce });
    yield* rows;
    offset += rows.length;
    if (rows.length === 0 || offset >= total) return;
  }
}
