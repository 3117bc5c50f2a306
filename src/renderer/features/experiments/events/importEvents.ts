import { type AddedEvents, maxBatchEvents } from '../../../../contract/index.ts';

/** Characters of one line; an event is a few hundred. */
export const mostLineCharacters = 1_000_000;
/** A batch ends before it is larger than one message may be. */
const mostBatchCharacters = 4_000_000;
const mostRejects = 100;

export const nothingAdded: AddedEvents = {
  ...{ added: 0, bots: 0, duplicates: 0, withoutConsent: 0, forgotten: 0, expired: 0 },
  ...{ rejected: 0, rejects: [] },
};

/**
 * Reads JSON lines from a stream and hands them on in batches, one after the other; a line that is not
 * JSON is handed on as its text, which is kept aside with its reason.
 * Errors: `RangeError` for a line longer than {@link mostLineCharacters}; those of `add`; the reason of
 * the signal.
 */
export async function importEvents(
  stream: ReadableStream<Uint8Array>,
  add: (events: unknown[]) => Promise<AddedEvents>,
  { signal, onProgress }: { signal: AbortSignal; onProgress(sent: number): void },
): Promise<AddedEvents> {
  let total = nothingAdded;
  let sent = 0;
  let batch: unknown[] = [];
  let characters = 0;
  const send = async (): Promise<void> => {
    signal.throwIfAborted();
    if (batch.length === 0) return;
    const answer = await add(batch);
    total = sumOf(total, answer, sent);
    sent += batch.length;
    [batch, characters] = [[], 0];
    onProgress(sent);
  };
  for await (const line of linesOf(stream)) {
    if (line.trim() === '') continue;
    if (characters + line.length > mostBatchCharacters) await send();
    batch.push(parsed(line));
    characters += line.length;
    if (batch.length === maxBatchEvents) await send();
  }
  await send();
  return total;
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += decoder.decode(value, { stream: !done });
      const lines = rest.split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      if (rest.length > mostLineCharacters) throw new RangeError();
      yield* lines;
      if (done) return;
    }
  } finally {
    // Also where the reader of lines stops early.
    await reader.cancel().catch(() => undefined);
  }
}

function parsed(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return value;
  } catch {
    return line.slice(0, 1_000);
  }
}

function sumOf(total: AddedEvents, answer: AddedEvents, before: number): AddedEvents {
  const rejects = answer.rejects.map(({ index, message }) => ({ index: index + before, message }));
  return {
    added: total.added + answer.added,
    bots: total.bots + answer.bots,
    duplicates: total.duplicates + answer.duplicates,
    withoutConsent: total.withoutConsent + answer.withoutConsent,
    forgotten: total.forgotten + answer.forgotten,
    expired: total.expired + answer.expired,
    rejected: total.rejected + answer.rejected,
    rejects: [...total.rejects, ...rejects].slice(0, mostRejects),
  };
}
