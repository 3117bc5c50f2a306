import {
  type GbnfJsonSchema,
  type Llama,
  LlamaGrammarEvaluationState,
  type LlamaModel,
  resolveChatWrapper,
  type SequenceEvaluateOptions,
  type Token,
} from 'node-llama-cpp';
import { AppError } from '../../base/index.ts';
import type { GenerateRequest, GenerateResult } from '../languageModel.ts';
import type { LoadedModel } from './loadedModel.ts';
import { TextStream } from './textStream.ts';
import type { GiveWay } from './workLane.ts';

/** A cancel is heard between two pieces of the prompt; one takes under a second on two cores. */
const prefillTokens = 128;

export interface GenerateRun {
  llama: Llama;
  loaded: LoadedModel;
  request: GenerateRequest;
  signal: AbortSignal;
  onText: (text: string) => void;
  giveWay: GiveWay;
}

/**
 * Generates one answer. Every call starts from an empty context: reusing an earlier call's
 * prefix rounds differently, and the same seed would no longer give the same text.
 */
export async function generateText(run: GenerateRun): Promise<GenerateResult> {
  const { loaded, request, signal, giveWay } = run;
  const { model } = loaded;
  const prompt = promptTokens(model, request);
  const sequence = await loaded.sequence();
  if (prompt.length + request.maxTokens > sequence.contextSize) {
    throw new AppError(
      'usage.invalid',
      `The prompt has ${prompt.length} tokens; with ${request.maxTokens} for the answer that is more than the ${sequence.contextSize} of the context.`,
    );
  }
  const options = await evaluateOptions(run);
  await sequence.clearHistory();
  const last = Math.floor((prompt.length - 1) / prefillTokens) * prefillTokens;
  for (let at = 0; at < last; at += prefillTokens) {
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(at, at + prefillTokens));
    await giveWay();
    signal.throwIfAborted();
  }
  const stream = new TextStream(model, request.stop ?? []);
  let finish: GenerateResult['finish'] = 'stop';
  for await (const token of sequence.evaluate(prompt.slice(last), options)) {
    signal.throwIfAborted();
    const added = stream.add(token);
    if (added !== '') run.onText(added);
    if (stream.stopped || (request.schema !== undefined && isDocument(stream.text))) break;
    if (stream.tokenCount >= request.maxTokens) {
      finish = 'length';
      break;
    }
    await giveWay();
  }
  const rest = stream.end();
  if (rest !== '') run.onText(rest);
  return {
    text: stream.text,
    finish,
    promptTokens: prompt.length,
    completionTokens: stream.tokenCount,
  };
}

/** Texts are tokenised without control tokens: only the template itself can make those. */
function promptTokens(model: LlamaModel, { prompt, style }: GenerateRequest): Token[] {
  if (style === 'chat') {
    const wrapper = resolveChatWrapper(model, { warningLogs: false });
    const { contextText } = wrapper.generateContextState({
      chatHistory: [
        ...wrapper.generateInitialChatHistory(),
        { type: 'user', text: prompt },
        { type: 'model', response: [] },
      ],
    });
    return contextText.tokenize(model.tokenizer);
  }
  const tokens = model.tokenize(prompt);
  const { bos, shouldPrependBosToken } = model.tokens;
  return bos !== null && shouldPrependBosToken ? [bos, ...tokens] : tokens;
}

async function evaluateOptions(run: GenerateRun): Promise<SequenceEvaluateOptions> {
  const { temperature, topP, seed, schema } = run.request;
  const options: SequenceEvaluateOptions = { temperature };
  if (topP !== undefined) options.topP = topP;
  if (seed !== undefined) options.seed = seed;
  if (schema !== undefined) {
    const grammar = await run.llama.createGrammarForJsonSchema<GbnfJsonSchema>(schema);
    options.grammarEvaluationState = new LlamaGrammarEvaluationState({
      model: run.loaded.model,
      grammar,
    });
  }
  return options;
}

function isDocument(text: string): boolean {
  if (!/[}\]"\d el]\s*$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
