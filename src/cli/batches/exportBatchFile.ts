import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type BatchId,
  type BatchRow,
  mediaIn,
  requestLine,
  resultLine,
} from '../../contract/index.ts';
import { AppError, toAppError } from '../../core/base/index.ts';
import { teamMessages } from '../messages/team.ts';
import type { Client } from '../session.ts';

const rowsAtOnce = 1_000;

export interface ExportOptions {
  id: BatchId;
  file: string;
  /** Requests of all rows, of those without an answer, or the answers. */
  what: 'requests' | 'rest' | 'results';
}

/**
 * Writes a batch as OpenAI's file of requests or of results, whole or not at all; gives the number
 * of lines. Errors: `usage.invalid` for requests with media of the library.
 */
export async function exportBatchFile(
  client: Client,
  { id, file, what }: ExportOptions,
): Promise<number> {
  const { batch } = await client.batches.get({ id });
  const unfinished = `${file}.unfinished`;
  let lines = 0;
  async function* text(): AsyncGenerator<string> {
    for await (const row of rowsOf(client, id)) {
      if (what === 'rest' && row.state === 'done') continue;
      // A row that still waits has no result yet.
      if (what === 'results' && row.state === 'waiting') continue;
      if (what !== 'results') refuseMedia(row);
      lines++;
      yield what === 'results' ? resultLine(row) : requestLine(batch.kind, row);
    }
  }
  try {
    await pipeline(Readable.from(text()), createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw toAppError(error);
  }
  return lines;
}

/** Elsewhere nobody can look a video of this library up, and its bytes stand in no row. */
function refuseMedia({ customId, request }: BatchRow): void {
  if (mediaIn(request).length === 0) return;
  throw new AppError('usage.invalid', teamMessages.exportBatchFile.hasMedia(customId));
}

async function* rowsOf(client: Client, id: BatchId): AsyncGenerator<BatchRow> {
  for (let offset = 0; ; ) {
    const { rows, total } = await client.batches.rows({ id, offset, limit: rowsAtOnce });
    yield* rows;
    offset += rows.length;
    if (rows.length === 0 || offset >= total) return;
  }
}
