import { Agent, request as httpRequest } from 'node:http';
import { z } from 'zod';

/** A server with OpenAI's `/v1/completions`. */
export interface Target {
  name: string;
  url: string;
  token?: string;
}

export interface StreamedCompletion {
  /** `refused`: the server said that it is too busy. */
  outcome: 'done' | 'hungUp' | 'refused';
  /** When each event with text came, of `performance.now()`. */
  eventsAtMs: number[];
  submittedAtMs: number;
  endedAtMs: number;
  /** Of the first answer. */
  text: string;
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
}

const eventSchema = z.object({
  choices: z
    .array(z.object({ index: z.number().default(0), text: z.string().optional() }))
    .default([]),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z.object({ cached_tokens: z.number() }).nullish(),
    })
    .nullish(),
  error: z.object({ message: z.string() }).optional(),
});

/** One connection a request, as many clients have: nothing waits for another one's answer. */
const agent = new Agent({ keepAlive: false });

export interface CompletionRequest {
  prompt: string;
  maxTokens: number;
  n: number;
  temperature: number;
  isBatch: boolean;
  signal: AbortSignal;
}

/**
 * Asks for a completion as a stream and notes when its events come. An aborted signal hangs up.
 * Errors: what the server answered, unless it is that it has too much to do (429, 503).
 */
export function streamCompletion(
  target: Target,
  { prompt, maxTokens, n, temperature, isBatch, signal }: CompletionRequest,
): Promise<StreamedCompletion> {
  const body = JSON.stringify({
    prompt,
    max_tokens: maxTokens,
    stream: true,
    stream_options: { include_usage: true },
    ...(isBatch && { priority: 1 }),
    ...(n > 1 && { n }),
    temperature,
    ...(temperature > 0 && { seed: 1 }),
  });
  const submittedAtMs = performance.now();
  const eventsAtMs: number[] = [];
  let text = '';
  let usage: z.infer<typeof eventSchema>['usage'];
  return new Promise((resolve, reject) => {
    let isSettled = false;
    const end = (outcome: StreamedCompletion['outcome']): void => {
      if (isSettled) return;
      isSettled = true;
      resolve({
        ...{ outcome, eventsAtMs, submittedAtMs, text },
        endedAtMs: performance.now(),
        promptTokens: usage?.prompt_tokens ?? 0,
        cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
        completionTokens: usage?.completion_tokens ?? eventsAtMs.length,
      });
    };
    const fail = (error: Error): void => (signal.aborted ? end('hungUp') : reject(error));
    const authorization =
      target.token === undefined ? {} : { authorization: `Bearer ${target.token}` };
    const headers = {
      ...authorization,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = httpRequest(
      new URL('/v1/completions', target.url),
      { method: 'POST', agent, headers, signal },
      (response) => {
        let rest = '';
        response.setEncoding('utf8');
        response.on('error', fail);
        response.on('data', (chunk: string) => {
          rest += chunk;
          if (response.statusCode !== 200) return;
          const events = rest.split('\n\n');
          rest = events.pop() ?? '';
          for (const event of events) {
            if (!event.startsWith('data: ') || event === 'data: [DONE]') continue;
            const { choices, usage: total, error } = eventSchema.parse(JSON.parse(event.slice(6)));
            if (error !== undefined) return void reject(new Error(error.message));
            usage = total ?? usage;
            const added = choices.filter(
              (choice) => choice.text !== undefined && choice.text !== '',
            );
            if (added.length > 0) eventsAtMs.push(performance.now());
            for (const choice of added) if (choice.index === 0) text += choice.text;
          }
        });
        response.on('end', () => {
          const { statusCode } = response;
          if (statusCode === 200) end('done');
          else if (statusCode === 429 || statusCode === 503) end('refused');
          else reject(new Error(`${target.name} answered ${statusCode}: ${rest.slice(0, 500)}`));
        });
      },
    );
    sent.on('error', fail);
    sent.end(body);
  });
}
