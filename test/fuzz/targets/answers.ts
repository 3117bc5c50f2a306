import { z } from 'zod';
import { batchKindSchema } from '../../../src/contract/index.ts';
import { readAnswer } from '../../../src/core/remote/batches/answers/readAnswer.ts';
import { requestedSchema } from '../../../src/core/remote/batches/answers/requestedSchema.ts';
import { probesOf } from '../../../src/core/remote/endpoints/check/probes.ts';
import { parseAnswer } from '../../../src/core/remote/endpoints/connection/remoteJson.ts';
import { retryAfterOf, statusError } from '../../../src/core/remote/endpoints/failureOf.ts';
import { readServerLoad } from '../../../src/core/remote/endpoints/serverLoad.ts';
import { agreement, textOf } from '../../../src/core/remote/swaps/agreement.ts';
import { vectorsOf } from '../../../src/core/remote/work/embed/vectorsOf.ts';
import { heardIn } from '../../../src/core/remote/work/transcribe/heardIn.ts';
import { expectPlain, expectThat, type FuzzTarget } from '../fuzzTarget.ts';

const requestSchema = z.object({
  kind: batchKindSchema,
  request: z.record(z.string(), z.unknown()),
  soundMs: z.number().int().positive().max(86_400_000),
});

/** Two lines: what was asked (ours, and valid), and what a server answered. */
export const target: FuzzTarget = {
  name: 'answers',
  codes: ['endpoint.invalidAnswer'],
  words: [
    'vllm:num_requests_running{model="a"} 1\nvllm:num_requests_waiting{model="a"} 1\n',
    'choices',
    'embedding',
    'segments',
    'words',
    'relevance_score',
    'finish_reason',
    'verbose_json',
    'Wed, 21 Oct 2099 07:28:00 GMT',
    '<html>',
    '{"error":{"message":"no"}}',
  ],
  run: (input) => {
    const [line = '', ...rest] = input.toString().split('\n');
    const text = rest.join('\n');
    const { message, failure } = statusError('the server', 503, { text, retryAfter: text });
    expectPlain(message, 'a message');
    expectThat((failure.retryAfterMs ?? 0) <= 3_600_000, 'a wait is at most an hour');
    expectThat((retryAfterOf(text, 0) ?? 0) <= 3_600_000, 'a wait is at most an hour');
    allow(() => readServerLoad(text, 'the server'));
    const asked = requestSchema.safeParse(parsed(line));
    const answer = parseAnswer(text, 'the server');
    for (const probe of probesOf('transcription')) allow(() => probe.read(answer));
    if (!asked.success || !isCheckable(asked.data.request)) return;
    const { kind, request, soundMs } = asked.data;
    if (!readAnswer({ kind, request, soundMs }, answer).fits) return;
    textOf(kind, answer);
    const alike = agreement(kind, answer, answer);
    expectThat(alike >= 0 && alike <= 1, 'agreement is a share');
    if (kind === 'embeddings') vectorsOf(answer);
    if (kind !== 'transcription') return;
    const { segments, words } = heardIn(answer);
    for (const { startMs, endMs, text: said } of [...segments, ...words]) {
      expectThat(Number.isSafeInteger(startMs) && Number.isSafeInteger(endMs), 'times are whole');
      expectThat(startMs <= endMs, 'times are in order');
      expectPlain(said, 'a transcript');
    }
  },
};

/** Requests that cannot be checked are refused before they are sent. */
function isCheckable(request: Readonly<Record<string, unknown>>): boolean {
  try {
    requestedSchema(request);
    return true;
  } catch {
    return false;
  }
}

/** A reader whose every error means that the server cannot do it. */
function allow(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw error;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
