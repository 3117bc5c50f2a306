import type { GenerateRequest, GenerateResult, TokenLogprob } from '../../languageModel.ts';
import type { LlamaModel } from '../binding/model.ts';
import type { ScheduledRequest } from '../paging/request.ts';
import type { Grammar } from '../sampling/grammar.ts';
import { TextStream } from '../sampling/textStream.ts';
import { type Choice, logprobsOf, TokenChooser } from '../sampling/tokenChooser.ts';
import { WordSteering } from '../sampling/wordSteering.ts';

export interface GenerationOptions {
  model: LlamaModel;
  request: GenerateRequest;
  scheduled: ScheduledRequest;
  stop: readonly string[];
  grammar: Grammar | undefined;
  onText: (text: string, logprobs: readonly TokenLogprob[]) => void;
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
  readonly #words: WordSteering | undefined;
  readonly #logprobs: TokenLogprob[] = [];
  /** Of the prompt's tokens after the first. */
  readonly #scores: TokenLogprob[] = [];
  #completionTokens = 0;
  #finish: GenerateResult['finish'] | undefined;

  constructor(options: GenerationOptions) {
    this.#options = options;
    this.scheduled = options.scheduled;
    this.#chooser = new TokenChooser(options.request, options.grammar);
    const { keepsStop = false, stop = [], maxWords, avoidedText } = options.request;
    const { preferredWords, preferredNats } = options.request;
    const rules = { maxWords, avoidedText, preferredWords, preferredNats };
    if (Object.values(rules).some((rule) => rule !== undefined)) {
      this.#words = new WordSteering(options.model, rules, this.#endTokens());
    }
    this.#stream = new TextStream(options.stop, { kept: keepsStop ? stop : [] });
  }

  get completionTokens(): number {
    return this.#completionTokens;
  }

  /** How many more the answer may have. */
  get tokensLeft(): number {
    return this.#options.request.maxTokens - this.#completionTokens;
  }

  /**
   * Takes the logits after the last token; true when the answer is over. Otherwise the chosen
   * token is the request's last one, to be computed by the next step.
   */
  take(logits: Float32Array): boolean {
    const { model, grammar, request, onText } = this.#options;
    if (request.maxTokens === 0) return this.#end('length');
    const { tokens, promptTokens } = this.scheduled;
    const mayEnd = this.#completionTokens >= (request.minTokens ?? 0);
    const forbidden = mayEnd ? [] : this.#endTokens();
    this.#words?.steer(logits, this.#stream.text);
    const choice = this.#chooser.choose(logits, tokens, promptTokens, forbidden);
    this.firstTokenAtMs ??= performance.now();
    if (choice === undefined) return this.#end('stop');
    if (request.ignoresEnd !== true && model.endsGeneration(choice.token)) return this.#end('stop');
    const isStop = request.stopTokens?.includes(choice.token) === true;
    if (isStop && request.keepsStop !== true) return this.#end('stop');
    tokens.push(choice.token);
    this.#completionTokens++;
    const piece = model.piece(choice.token);
    const described = choice.logprobs === undefined ? [] : [this.#describe(choice)];
    this.#logprobs.push(...described);
    const added = this.#stream.add(piece, this.#completionTokens > (request.minTokens ?? 0));
    if (added !== '' || described.length > 0) onText(added, described);
    if (isStop || this.#stream.stopped) return this.#end('stop');
    if (grammar !== undefined) {
      grammar.accept(choice.token);
      // Most documents have one end; asking now saves the step that would choose it.
      if (endsWithDocument(request) && grammar.isComplete) return this.#end('stop');
    }
    return this.#completionTokens >= request.maxTokens ? this.#end('length') : false;
  }

  /** Takes the logits after the prompt's token at a position, which tell of the next one. */
  score(at: number, logits: Float32Array): void {
    const token = this.scheduled.tokens[at + 1];
    if (token === undefined) return;
    const { logprobs: count = 0 } = this.#options.request;
    this.#scores[at] = this.#describe({ token, logprobs: logprobsOf(logits, token, count) });
  }

  result(): GenerateResult {
    const { request } = this.#options;
    return {
      text: this.#stream.text,
      finish: this.#finish ?? 'stop',
      promptTokens: this.scheduled.promptTokens,
      cachedTokens: this.cachedTokens ?? 0,
      completionTokens: this.#completionTokens,
      ...(request.logprobs !== undefined && { logprobs: this.#logprobs }),
      ...(request.echo === true && { prompt: this.#echo() }),
    };
  }

  #echo(): NonNullable<GenerateResult['prompt']> {
    const { model, request } = this.#options;
    const tokens = this.scheduled.tokens.slice(0, this.scheduled.promptTokens);
    const text = typeof request.prompt === 'string' ? request.prompt : model.textOfTokens(tokens);
    const [first] = tokens;
    if (request.logprobs === undefined || first === undefined) return { text };
    const start = { id: first, ...model.describe(first), logprob: undefined, top: [] };
    return { text, logprobs: [start, ...this.#scores] };
  }

  dispose(): void {
    this.#options.grammar?.dispose();
  }

  /** Tokens that end the answer. */
  #endTokens(): readonly number[] {
    const { model, request } = this.#options;
    const own = request.ignoresEnd === true ? [] : model.endTokens;
    return [...own, ...(request.stopTokens ?? [])];
  }

  #end(finish: GenerateResult['finish']): true {
    this.#finish = finish;
    const rest = this.#stream.end();
    if (rest !== '') this.#options.onText(rest, []);
    return true;
  }

  #describe({ token, logprobs }: Choice): TokenLogprob {
    const { model } = this.#options;
    return {
      id: token,
      ...model.describe(token),
      logprob: logprobs?.chosen ?? -Infinity,
      top: (logprobs?.top ?? []).map(({ token: id, logprob }) => ({
        ...model.describe(id),
        logprob,
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
