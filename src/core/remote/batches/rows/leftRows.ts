import type { BatchId } from '../../../../contract/index.ts';
import type { Library } from '../../../db/index.ts';
import type { RowNote } from '../../couriers/journal/journalEntries.ts';
import { rowKey } from '../../couriers/rowKey.ts';
import type { LeftAnswer } from '../../couriers/types.ts';
import type { StoredEndpoint } from '../../endpoints/endpointRepository.ts';
import { modelOf } from '../answers/requestBody.ts';
import { type MediaFiles, soundMsOf } from '../outgoing/mediaFiles.ts';
import { getBatch, type RowEnd, requestOf } from './batchRepository.ts';
import { answeredEnd } from './rowOutcome.ts';
import type { TriedBefore, WindowRow } from './rowWindow.ts';

/** What a later process needs to keep the answer as this one would. */
export function rowNote(
  batchId: BatchId,
  { customId, body, attempts, usage, validationError }: WindowRow,
  server: StoredEndpoint,
): RowNote {
  const { id, inputPrice, outputPrice } = server;
  const asked = modelOf(server, body.model);
  const endpoint = { id, model: typeof asked === 'string' ? asked : '', inputPrice, outputPrice };
  return {
    batchId,
    customId,
    attempts,
    usage,
    endpoint,
    ...(validationError !== undefined && { validationError }),
  };
}

export interface LeftOutcomes {
  ends: RowEnd[];
  /** By row: those to be asked once more, as their answers did not fit. */
  again: Map<string, TriedBefore>;
}

/**
 * What answers mean that came when nobody was there: the same as of any other. Rows that do not
 * wait, or are gone, and texts that are no JSON are left out.
 */
export function leftOutcomes(
  library: Library,
  left: readonly LeftAnswer[],
  media: Pick<MediaFiles, 'durationMs'>,
): LeftOutcomes {
  const outcomes: LeftOutcomes = { ends: [], again: new Map() };
  for (const { row: note, text } of left) {
    const { batchId, customId, endpoint } = note;
    const row = requestOf(library, batchId, customId);
    const kind = getBatch(library, batchId)?.kind;
    const answer = parsed(text);
    if (row?.state !== 'waiting' || kind === undefined || answer === undefined) continue;
    const asked = { ...note, body: row.body };
    const soundMs = soundMsOf(row.body, media);
    const outcome = answeredEnd({ batchId, kind, row: asked, endpoint, answer, soundMs });
    if (outcome.isOver) outcomes.ends.push(outcome.end);
    else outcomes.again.set(rowKey(note), { attempts: note.attempts + 1, ...outcome.again });
  }
  return outcomes;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
