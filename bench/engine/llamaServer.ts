import { z } from 'zod';
import { type BenchOutcome, type Contestant, submitAll, warmUpPrompt } from './contestant.ts';

const chunkSchema = z.object({
  stop: z.boolean(),
  tokens_evaluated: z.number().optional(),
  tokens_predicted: z.number().optional(),
});

/**
 * A llama-server that the person who measures has started, with the same model file, threads and
 * slots (`-np 16 --kv-unified -c 16384 -b 512 -ub 512`). Its slots keep earlier prompts, so each
 * round's prompts begin with a sentence of their own.
 */
export function createLlamaServer(url: string): Contestant {
  const complete = async (
    prompt: string,
    maxTokens: number,
    onText?: () => void,
  ): Promise<BenchOutcome> => {
    const submittedAtMs = performance.now();
    const response = await fetch(new URL('/completion', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        prompt,
        n_predict: maxTokens,
        temperature: 0,
        stream: true,
        cache_prompt: true,
        ignore_eos: true,
      }),
    });
    if (!response.ok || response.body === null) {
      throw new Error(`llama-server answered ${response.status}: ${await response.text()}`);
    }
    let firstTokenAtMs: number | undefined;
    for await (const data of serverEvents(response.body)) {
      const chunk = chunkSchema.parse(JSON.parse(data));
      firstTokenAtMs ??= performance.now();
      if (!chunk.stop) {
        onText?.();
        continue;
      }
      return {
        promptTokens: chunk.tokens_evaluated ?? 0,
        completionTokens: chunk.tokens_predicted ?? 0,
        submittedAtMs,
        firstTokenAtMs,
        endedAtMs: performance.now(),
      };
    }
    throw new Error('llama-server ended its answer early.');
  };
  const warmUp = async (): Promise<void> => {
    await complete(warmUpPrompt, 2);
  };
  return {
    name: 'llama-server',
    start: warmUp,
    reset: warmUp,
    generate: (requests, { onText } = {}) =>
      submitAll(requests, ({ prompt, maxTokens }, index) =>
        complete(prompt, maxTokens, () => onText?.(index)),
      ),
    stop: async () => {},
  };
}

async function* serverEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) yield line.slice('data: '.length);
  }
}
