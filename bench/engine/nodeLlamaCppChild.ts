/**
 * node-llama-cpp as a contestant: `nodeLlamaCppChild.ts MODEL`, driven by messages. A request takes
 * a free sequence or waits for one; a sequence keeps what the next prompt begins with, as
 * node-llama-cpp's own completion does.
 */
import { availableParallelism } from 'node:os';
import {
  getLlama,
  type LlamaContext,
  type LlamaContextSequence,
  LlamaLogLevel,
} from 'node-llama-cpp';
import { z } from 'zod';
import { slotCount, slotTokens, warmUpPrompt } from './contestant.ts';

const generateSchema = z.object({
  type: z.literal('generate'),
  id: z.number(),
  prompt: z.string(),
  maxTokens: z.number(),
});
const messageSchema = z.union([z.object({ type: z.literal('reset') }), generateSchema]);
type Generate = Pick<z.infer<typeof generateSchema>, 'prompt' | 'maxTokens'>;

const [modelPath = ''] = process.argv.slice(2);
const threads = availableParallelism();
const llama = await getLlama({
  build: 'never',
  gpu: false,
  logLevel: LlamaLogLevel.disabled,
  maxThreads: threads,
});
const model = await llama.loadModel({ modelPath });
let context: LlamaContext | undefined;
let free: LlamaContextSequence[] = [];
const waiting: ((sequence: LlamaContextSequence) => void)[] = [];

process.on('message', (message) => {
  const asked = messageSchema.parse(message);
  (asked.type === 'reset' ? reset() : answer(asked)).catch((error: unknown) =>
    process.send?.({ type: 'failed', message: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

async function reset(): Promise<void> {
  await context?.dispose();
  const made = await model.createContext({
    sequences: slotCount,
    contextSize: slotTokens,
    batchSize: 512,
    threads,
  });
  context = made;
  free = Array.from({ length: slotCount }, () => made.getSequence());
  await generate({ prompt: warmUpPrompt, maxTokens: 2 }, () => {});
  process.send?.({ type: 'ready' });
}

async function answer({ id, ...request }: z.infer<typeof generateSchema>): Promise<void> {
  const counts = await generate(request, () => process.send?.({ type: 'token', id }));
  process.send?.({ type: 'end', id, ...counts });
}

async function generate(
  { prompt, maxTokens }: Generate,
  onToken: () => void,
): Promise<{ promptTokens: number; completionTokens: number }> {
  const sequence =
    free.pop() ?? (await new Promise<LlamaContextSequence>((taken) => waiting.push(taken)));
  try {
    const tokens = model.tokenize(prompt);
    const { bos, shouldPrependBosToken } = model.tokens;
    if (shouldPrependBosToken && bos !== null) tokens.unshift(bos);
    await sequence.adaptStateToTokens(tokens, false);
    let completionTokens = 0;
    const rest = tokens.slice(sequence.nextTokenIndex);
    for await (const _ of sequence.evaluate(rest, { temperature: 0, yieldEogToken: true })) {
      onToken();
      if (++completionTokens === maxTokens) break;
    }
    return { promptTokens: tokens.length, completionTokens };
  } finally {
    const next = waiting.shift();
    if (next === undefined) free.push(sequence);
    else next(sequence);
  }
}
