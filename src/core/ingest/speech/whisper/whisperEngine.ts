import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Whisper, WhisperFullParams, WhisperSamplingStrategy } from '@napi-rs/whisper';
import { AppError, FreeCores, hasSystemCode, toAppError } from '../../../base/index.ts';
import { readPcm } from '../readPcm.ts';
import { type HeardWord, type PieceTranscript, sampleRate } from '../transcriber.ts';
import type { WhisperInput } from './whisperCalls.ts';

/** whisper.cpp's unit of time. */
const msPerTick = 10;

/** Bytes that are no whole character may make the words' lengths differ from the text's. */
const maxIdleTurns = 20;

/** Nobody says more, in any script: a model that goes in circles ends here, and not at its limit. */
const tokensPerSecond = 16;
const spareTokens = 24;

/** Whisper hears nothing in less than a second: shorter speech is followed by silence. */
const minSamples = sampleRate * 1.2;

/**
 * Runs Whisper in this process, blocking it: only the whisper worker does so. Keeps the last
 * model loaded. It is given speech alone, because Whisper makes up words for anything else.
 */
export class WhisperEngine {
  /** The last piece, which took seconds, tells what the next one finds. */
  readonly #freeCores = new FreeCores({ cores: availableParallelism(), staleMs: 60_000 });
  #loaded: { key: string; whisper: Whisper } | undefined;

  async transcribe(input: WhisperInput): Promise<PieceTranscript> {
    const whisper = await this.#load(input.modelPath, input.modelVersion);
    const samples = await readSpans(input);
    const threads = await this.#freeCores.threadsForLong();
    const params = paramsOf(input, threads);
    params.maxTokens = Math.round(spareTokens + (tokensPerSecond * samples.length) / sampleRate);
    const words = await runWhisper(whisper, params, samples);
    const language = Whisper.lang(whisper.fullLangId) ?? undefined;
    return { words, language };
  }

  async #load(path: string, version: string): Promise<Whisper> {
    const key = `${version} ${path}`;
    if (this.#loaded?.key === key) return this.#loaded.whisper;
    this.#loaded = undefined;
    await checkFile(path, version);
    try {
      const whisper = new Whisper(path, { useGpu: true });
      this.#loaded = { key, whisper };
      return whisper;
    } catch (error) {
      const { message } = toAppError(error);
      throw new AppError('model.damaged', `Whisper cannot load ${path}: ${message}`, {
        cause: error,
      });
    }
  }
}

async function readSpans({ pcmPath, spans }: WhisperInput): Promise<Float32Array> {
  const all = spans.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
  const samples = new Float32Array(Math.max(all, minSamples));
  let at = 0;
  for (const { startSample, sampleCount } of spans) {
    samples.set(await readPcm(pcmPath, startSample, sampleCount), at);
    at += sampleCount;
  }
  return samples;
}

/**
 * The binding queues its callbacks for the event loop, which `full` blocks: words come after it
 * has returned, some hundred a turn of the loop, and are all here when they make up its text.
 */
async function runWhisper(
  whisper: Whisper,
  params: WhisperFullParams,
  samples: Float32Array,
): Promise<HeardWord[]> {
  const words: HeardWord[] = [];
  let missing = 0;
  let idleTurns = 0;
  params.onNewSegment = ({ text, start, end }) => {
    words.push({ text: text.trim(), startMs: start * msPerTick, endMs: end * msPerTick });
    missing -= text.length;
    idleTurns = 0;
  };
  missing += whisper.full(params, samples).length;
  while (missing > 0 && idleTurns++ < maxIdleTurns) await sleep(1);
  return words;
}

function paramsOf(input: WhisperInput, threads: number): WhisperFullParams {
  const params = new WhisperFullParams(WhisperSamplingStrategy.Greedy);
  params.nThreads = threads;
  params.language = knownLanguage(input.language);
  // One segment a word: the binding gives times for segments only.
  params.tokenTimestamps = true;
  params.maxLen = 1;
  params.splitOnWord = true;
  // A wrong turn in one window must not colour the next ones.
  params.noContext = true;
  params.temperature = input.temperature;
  params.printProgress = false;
  params.printRealtime = false;
  params.printTimestamps = false;
  return params;
}

/** Whisper's code for a BCP 47 tag: the primary language alone; `auto` when it knows it not. */
function knownLanguage(tag: string | undefined): string {
  const code = tag?.toLowerCase().split('-')[0] ?? 'auto';
  return Whisper.langId(code) >= 0 ? code : 'auto';
}

/** whisper.cpp may crash on a damaged file, or worse, write nonsense: the hash says so before. */
async function checkFile(path: string, version: string): Promise<void> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR')) {
      throw new AppError('model.missing', `The Whisper model ${path} is missing.`, {
        cause: error,
      });
    }
    throw new AppError('model.damaged', `The Whisper model ${path} cannot be read.`, {
      cause: error,
    });
  }
  if (hash.digest('hex') !== version) {
    throw new AppError('model.damaged', `The Whisper model ${path} does not match its hash.`);
  }
}
