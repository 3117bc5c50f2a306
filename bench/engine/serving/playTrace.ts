import { setTimeout as sleep } from 'node:timers/promises';
import { type StreamedCompletion, streamCompletion, type Target } from './streamCompletion.ts';
import type { Trace, TraceRequest } from './trace.ts';

/** What became of one request of a trace. */
export interface Played extends StreamedCompletion {
  request: TraceRequest;
  /** The whole prompt: of a turn, with what came before. */
  prompt: string;
}

export interface PlayedTrace {
  startedAtMs: number;
  played: Played[];
}

/** Lets a trace's clients ask a server; done when all are, or at its `endMs`. */
export async function playTrace(target: Target, trace: Trace): Promise<PlayedTrace> {
  const startedAtMs = performance.now();
  const window = new AbortController();
  const end = trace.endMs === undefined ? undefined : setTimeout(() => window.abort(), trace.endMs);
  const results = new Map<string, Promise<Played | undefined>>();
  const play = async (request: TraceRequest): Promise<Played | undefined> => {
    const { follows, atMs, hangUpAfterMs } = request;
    const before = follows === undefined ? undefined : await results.get(follows);
    if (follows !== undefined && before?.outcome !== 'done') return undefined;
    const waitMs = (before?.endedAtMs ?? startedAtMs) + atMs - performance.now();
    if (trace.concurrency === undefined && waitMs > 0) {
      await sleep(waitMs, undefined, { signal: window.signal }).catch(() => {});
    }
    if (window.signal.aborted) return undefined;
    const prompt =
      before === undefined ? request.prompt : before.prompt + before.text + request.prompt;
    const { maxTokens, n, temperature, isBatch } = request;
    const patience =
      hangUpAfterMs === undefined ? [] : [AbortSignal.timeout(Math.round(hangUpAfterMs))];
    const signal = AbortSignal.any([window.signal, ...patience]);
    return {
      ...(await streamCompletion(target, { prompt, maxTokens, n, temperature, isBatch, signal })),
      request,
      prompt,
    };
  };
  if (trace.concurrency === undefined) {
    for (const request of trace.requests) results.set(request.id, play(request));
  } else {
    const queue = [...trace.requests];
    const client = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const result = play(next);
        results.set(next.id, result);
        await result;
      }
    };
    await Promise.all(Array.from({ length: trace.concurrency }, client));
  }
  const played = await Promise.all(results.values());
  clearTimeout(end);
  return { startedAtMs, played: played.filter((one) => one !== undefined) };
}
