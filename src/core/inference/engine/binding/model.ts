import { AppError } from '../../../base/index.ts';
import type { TokenText } from '../../languageModel.ts';
import type { LlamaFunctions } from './functions.ts';
import type { Pointer } from './structs.ts';

/** The weights and vocabulary of one GGUF file in memory. Whoever loads it disposes it. */
export class LlamaModel {
  readonly path: string;
  readonly pointer: Pointer;
  readonly contextTokens: number;
  readonly vocabSize: number;
  readonly sizeBytes: number;
  /** Tokens that the sliding-window layers see; 0 when every layer sees everything. */
  readonly slidingWindow: number;
  /** False for recurrent and hybrid models: their state cannot be cut at a token. */
  readonly canShare: boolean;
  readonly beginToken: number;
  readonly endToken: number;
  readonly addsBegin: boolean;
  readonly chatTemplate: string | undefined;
  readonly #native: LlamaFunctions;
  readonly #vocab: Pointer;
  readonly #pieces = new Map<number, Uint8Array>();
  readonly #start = new Uint8Array(64);
  readonly #ends = new Map<number, boolean>();
  #endTokens: readonly number[] | undefined;

  private constructor(native: LlamaFunctions, path: string, pointer: Pointer) {
    this.#native = native;
    this.path = path;
    this.pointer = pointer;
    this.#vocab = native.vocabOf(pointer);
    this.contextTokens = native.trainedTokens(pointer);
    this.vocabSize = native.vocabSize(this.#vocab);
    this.sizeBytes = Number(native.modelBytes(pointer));
    this.slidingWindow = Math.max(0, native.slidingWindow(pointer));
    this.canShare = !native.isRecurrent(pointer) && !native.isHybrid(pointer);
    this.beginToken = native.beginToken(this.#vocab);
    this.endToken = native.endToken(this.#vocab);
    this.addsBegin = native.addsBegin(this.#vocab) && this.beginToken >= 0;
    this.chatTemplate = native.chatTemplate(pointer, null) ?? undefined;
  }

  /** Errors: `model.damaged` when llama.cpp cannot read the file. All layers go to a GPU, if any. */
  static load(native: LlamaFunctions, path: string, gpu: boolean): LlamaModel {
    const params = native.modelDefaults();
    const pointer = native.loadModel(path, { ...params, n_gpu_layers: gpu ? -1 : 0 });
    if (pointer === null) {
      throw new AppError(
        'model.damaged',
        `llama.cpp cannot load ${path}: the file is damaged, of an unknown kind, or too large for the memory.`,
      );
    }
    return new LlamaModel(native, path, pointer);
  }

  get vocab(): Pointer {
    return this.#vocab;
  }

  /**
   * Token ids of a text. `special`: words of control tokens become those tokens; only for texts
   * of the program's own. No token is added at the begin.
   */
  tokenize(text: string, special = false): number[] {
    return text === '' ? [] : this.#tokenize(text, false, special);
  }

  /** Token ids of a text as the model was trained to read it: with its begin and end, if any. */
  tokenizeWhole(text: string): number[] {
    return this.#tokenize(text, true, false);
  }

  #tokenize(text: string, whole: boolean, special: boolean): number[] {
    const bytes = Buffer.from(text);
    // No token is shorter than a byte; a few more come from normalisation.
    const tokens = new Int32Array(bytes.length + 16);
    const count = this.#native.tokenize(
      this.#vocab,
      bytes,
      bytes.length,
      tokens,
      tokens.length,
      whole,
      special,
    );
    if (count < 0) throw new AppError('usage.invalid', 'The text cannot be tokenized.');
    return Array.from(tokens.subarray(0, count));
  }

  /** The bytes a token writes; a character may be spread over several tokens. */
  piece(token: number): Uint8Array {
    const known = this.#pieces.get(token);
    if (known !== undefined) return known;
    let buffer = new Uint8Array(64);
    let count = this.#native.tokenPiece(this.#vocab, token, buffer, buffer.length, 0, false);
    if (count < 0) {
      buffer = new Uint8Array(-count);
      count = this.#native.tokenPiece(this.#vocab, token, buffer, buffer.length, 0, false);
    }
    const piece = buffer.slice(0, Math.max(0, count));
    this.#pieces.set(token, piece);
    return piece;
  }

  /** What a token writes, or the name of one that writes nothing. */
  describe(token: number): TokenText {
    const piece = this.piece(token);
    const text = piece.length === 0 ? this.textOf(token) : Buffer.from(piece).toString();
    return { token: text, bytes: [...piece] };
  }

  /** What tokens write together. Bytes that are no UTF-8 become U+FFFD. */
  textOfTokens(tokens: readonly number[]): string {
    return Buffer.concat(tokens.map((token) => this.piece(token))).toString();
  }

  /** The first byte that a token writes, undefined when it writes nothing, and how many it writes. */
  pieceStart(token: number): { first: number | undefined; length: number } {
    const buffer = this.#start;
    const count = this.#native.tokenPiece(this.#vocab, token, buffer, buffer.length, 0, false);
    const length = Math.abs(count);
    if (count >= 0) return { first: length === 0 ? undefined : buffer[0], length };
    return { first: this.piece(token)[0], length };
  }

  /** The name of a control token, as templates write it; empty for an id below 0. */
  textOf(token: number): string {
    return token < 0 ? '' : (this.#native.tokenText(this.#vocab, token) ?? '');
  }

  /** True of the tokens with which a model says that its answer is over. */
  endsGeneration(token: number): boolean {
    let ends = this.#ends.get(token);
    if (ends === undefined) {
      ends = this.#native.endsGeneration(this.#vocab, token);
      this.#ends.set(token, ends);
    }
    return ends;
  }

  /** All tokens of {@link endsGeneration}; looks at the whole vocabulary once. */
  get endTokens(): readonly number[] {
    this.#endTokens ??= Array.from({ length: this.vocabSize }, (_, token) => token).filter(
      (token) => this.#native.endsGeneration(this.#vocab, token),
    );
    return this.#endTokens;
  }

  dispose(): void {
    this.#native.freeModel(this.pointer);
  }
}
