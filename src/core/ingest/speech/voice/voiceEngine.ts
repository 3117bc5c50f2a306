import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError, sleepingThreads, toAppError } from '../../../base/index.ts';
import { loudnessOf } from '../loudness.ts';
import { readPcm } from '../readPcm.ts';
import { sampleRate } from '../transcriber.ts';
import { frameSamples, type HeardVoices } from './heardVoices.ts';
import type { VoiceInput } from './voiceCalls.ts';
import { voiceModelFolder } from './voiceModelFolder.ts';

const modelPath = join(voiceModelFolder, 'silero_vad_16k_sequence.onnx');

/** Each frame is given with the end of the one before it. */
const contextSamples = 64;
const inputSamples = contextSamples + frameSamples;
/**
 * Frames between two fresh starts, 4 s. Carried on, as its authors do, the model gets used to music
 * and no longer hears a voice over it: of speech at +5 dB after 20 s of music it found 8 %, with
 * fresh starts all of it, and takes music, noise and applause for a voice as seldom (below .2).
 */
const freshFrames = 125;
/** Heard before a fresh start's own frames, about 1 s: it needs a moment to know a voice. */
const leadFrames = 31;
const stateNumbers = 128;

const options: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  extra: sleepingThreads,
};

/** Runs Silero VAD in this process: 3 ms of one core for a second of sound. */
export class VoiceEngine {
  #session: Promise<InferenceSession> | undefined;

  /** Errors: `worker.failed` when the model cannot run here. */
  async hear({ pcmPath, startSample, sampleCount }: VoiceInput): Promise<HeardVoices> {
    const samples = await readPcm(pcmPath, startSample, sampleCount);
    try {
      this.#session ??= InferenceSession.create(modelPath, options);
      const probabilities = await probabilitiesOf(await this.#session, samples);
      return { probabilities, loudnessDb: loudnessOf(samples, sampleRate) };
    } catch (error) {
      const { message } = toAppError(error);
      throw new AppError('worker.failed', `Voices could not be listened for: ${message}`, {
        cause: error,
      });
    }
  }
}

async function probabilitiesOf(session: InferenceSession, samples: Float32Array) {
  const frames = Math.ceil(samples.length / frameSamples);
  const probabilities = new Float32Array(frames);
  const fresh = new Tensor('float32', new Float32Array(stateNumbers), [1, 1, stateNumbers]);
  for (let first = 0; first < frames; first += freshFrames) {
    const lead = Math.min(leadFrames, first);
    const count = lead + Math.min(freshFrames, frames - first);
    const input = new Tensor('float32', framesOf(samples, first - lead, count), [
      count,
      inputSamples,
    ]);
    const { speech_probs: found } = await session.run({ input, h: fresh, c: fresh });
    if (!(found?.data instanceof Float32Array) || found.data.length !== count) {
      throw new Error('the model answered in another form');
    }
    probabilities.set(found.data.subarray(lead), first);
  }
  return probabilities;
}

/** Frames with their context, one after the other; zeros where there is no sound. */
function framesOf(samples: Float32Array, first: number, count: number): Float32Array {
  const input = new Float32Array(count * inputSamples);
  for (let frame = 0; frame < count; frame++) {
    const from = (first + frame) * frameSamples - contextSamples;
    const skipped = Math.max(0, -from);
    input.set(
      samples.subarray(from + skipped, from + inputSamples),
      frame * inputSamples + skipped,
    );
  }
  return input;
}
