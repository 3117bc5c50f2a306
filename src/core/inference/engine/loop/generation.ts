import type { GenerateRequest, GenerateResult, TokenLogprob } from '../../languageModel.ts';
import type { LlamaModel } from '../binding/model.ts';
import type { ScheduledRequest } from '../paging/request.ts';
import type { Grammar } from '../sampling/grammar.ts';
import { TextStream } from '../sampling/textStream.ts';
import { type Choice, TokenChooser } from '../sampling/tokenChooser.ts';

export interface GenerationOptions {
  model: LlamaModel;
  request: GenerateRequest;
  scheduled: ScheduledRequest;
  stop: readonly string[];
  grammar: Grammar | undefined;
  onText: (text: string) => void;
}

/** One answer while it is written: chooses its tokens, streams its text, knows when it ends. */
export class Generation {
  readonly scheduled: ScheduledRequest;
  readonly submittedAtMs = performance.now();
  /** Of the prompt, how much was cached when it first ran. */
  cachedTokens: number | undefined;
  firstTokenAtMs: number | undefined;
  readonly #options: GenerationOptions;
  readonly #chooser: TokenChooser;
  readonly #stream: TextStream;
  readonly #logprobs: TokenLogprob[] = [];
  #completionTokens = 0;
  #finish: GenerateResult['finish'] | undefined;

  constructor(options: GenerationOptions) {
    this.#options = options;
    this.scheduled = options.scheduled;
    this.#chooser = new TokenChooser(options.request, options.grammar);
    this.#stream = new TextStream(options.stop);
  }

  get completionTokens(): number {
    return this.#completionTokens;
  }

  /**
   * Takes the logits after the last token; true when the answer is over. Otherwise the chosen
   * token is the request's last one, to be computed by the next step.
   */
  take(logits: Float32Array): boolean {
    const { model, grammar, request, onText } = this.#options;
    const { tokens, promptTokens } = this.scheduled;
    const choice = this.#chooser.choose(logits, tokens, promptTokens);
    this.firstTokenAtMs ??= performance.now();
    if (choice === undefined || model.endsGeneration(choice.token)) return this.#end('stop');
    tokens.push(choice.token);
    this.#completionTokens++;
    const piece = model.piece(choice.token);
    if (choice.logprobs !== undefined) this.#logprobs.push(this.#describe(choice));
    const added = this.#stream.add(piece);
    if (added !== '') onText(added);
    if (this.#stream.stopped) return this.#end('stop');
    if (grammar !== undefined) {
      grammar.accept(choice.token);
      // Most documents have one end; asking now saves the step that would choose it.
      if (endsWithDocument(request) && grammar.isComplete) return this.#end('stop');
    }
    return this.#completionTokens >= request.maxTokens ? this.#end('length') : false;
  }

  result(): GenerateResult {
    return {
      text: this.#stream.text,
      finish: this.#finish ?? 'stop',
      promptTokens: this.scheduled.promptTokens,
      cachedTokens: this.cachedTokens ?? 0,
      completionTokens: this.#completionTokens,
      ...(this.#options.request.logprobs !== undefined && { logprobs: this.#logprobs }),
    };
  }

  dispose(): void {
    this.#options.grammar?.dispose();
  }

  #end(finish: GenerateResult['finish']): true {
    this.#finish = finish;
    const rest = this.#stream.end();
    if (rest !== '') this.#options.onText(rest);
    return true;
  }

  #describe({ token, logprobs }: Choice): TokenLogprob {
    const { model } = this.#options;
    const textOf = (id: number): string => Buffer.from(model.piece(id)).toString();
    return {
      id: token,
      token: textOf(token),
      logprob: logprobs?.chosen ?? -Infinity,
      top: (logprobs?.top ?? []).map((each) => ({
        token: textOf(each.token),
        logprob: each.logprob,
      })),
    };
  }
}

/** A number may go on after each digit; an object, a list or a string ends with its last sign. */
function endsWithDocument({ constraint }: GenerateRequest): boolean {
  if (constraint === undefined || !('schema' in constraint)) return false;
  const { schema } = constraint;
  return 'type' in schema && ['object', 'array', 'string'].includes(schema.type);
}
