import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { FilterAPI } from 'node-av/api';
import { AppError } from '../../../base/index.ts';
import { requireFormat, requireLength, soundPackets } from '../decodeLimits.ts';
import { openDecoder } from '../frames/decodePictures.ts';
import type { ExtractControl } from '../frames/extractFrames.ts';
import type { SoundInput, SoundOutput } from '../mediaCalls.ts';
import { openMedia, soundStream } from '../openMedia.ts';
import { SoundPrinter } from '../prints/soundPrinter.ts';
import { findSilences, levelStepMs } from './silences.ts';

const sampleRate = 16_000;
const samplesPerLevel = (sampleRate * levelStepMs) / 1_000;

/**
 * Decodes the sound to mono float32 at 16 kHz in a file, and measures it. Memory stays flat.
 * Errors: `input.unsupported`, `input.exceedsLimits`, `disk.full`, `job.cancelled`.
 */
export async function extractSound(
  { path, durationMs, pcmPath }: SoundInput,
  { signal, onProgress }: ExtractControl,
): Promise<SoundOutput> {
  await mkdir(dirname(pcmPath), { recursive: true });
  await using demuxer = await openMedia(path);
  const stream = soundStream(demuxer);
  if (stream === undefined) throw new AppError('input.unsupported', `${path} has no audio.`);
  requireFormat({ sound: stream });
  using decoder = await openDecoder(stream);
  using toMono = FilterAPI.create(monoFilter('flt'));
  const output = createWriteStream(pcmPath);
  const failure = finished(output);
  failure.catch(() => {});
  const meter = new LevelMeter();
  const printer = new SoundPrinter();
  try {
    for await (const frame of toMono.frames(decoder.frames(soundPackets(demuxer, stream)))) {
      if (frame === null) continue;
      using owned = frame;
      signal.throwIfAborted();
      const bytes = owned.data?.[0]?.subarray(0, owned.nbSamples * 4);
      if (bytes === undefined) continue;
      // FFmpeg reuses its buffer; the stream writes later.
      const samples = new Float32Array(owned.nbSamples);
      Buffer.from(samples.buffer).set(bytes);
      meter.add(samples);
      printer.add(samples);
      requireLength(meter.durationMs);
      if (!output.write(Buffer.from(samples.buffer))) {
        await Promise.race([once(output, 'drain'), failure]);
      }
      if (durationMs > 0) onProgress(Math.min(1, meter.durationMs / durationMs));
    }
  } finally {
    output.end();
    await failure;
  }
  const heardMs = Math.round(meter.durationMs);
  const levels = meter.levels();
  return {
    durationMs: heardMs,
    silences: findSilences(levels),
    peaks: Uint8Array.from(levels, (level) => Math.min(255, Math.round(level * 255))),
    print: printer.finish(),
  };
}

/**
 * FFmpeg's filter to mono at 16 kHz. Sound that begins late has silence before it, so that its times
 * are those of the pictures.
 */
export function monoFilter(sampleFormat: 'flt' | 's16'): string {
  return `aresample=${sampleRate}:async=1000:first_pts=0,aformat=sample_fmts=${sampleFormat}:channel_layouts=mono`;
}

/** Largest absolute sample of each {@link levelStepMs}. */
class LevelMeter {
  readonly #levels: number[] = [];
  #loudest = 0;
  #count = 0;

  get durationMs(): number {
    return ((this.#levels.length * samplesPerLevel + this.#count) / sampleRate) * 1_000;
  }

  add(samples: Float32Array): void {
    for (const sample of samples) {
      const level = Math.abs(sample);
      if (level > this.#loudest) this.#loudest = level;
      this.#count += 1;
      if (this.#count === samplesPerLevel) this.#close();
    }
  }

  levels(): Float32Array {
    if (this.#count > 0) this.#close();
    return Float32Array.from(this.#levels);
  }

  #close(): void {
    this.#levels.push(this.#loudest);
    this.#loudest = 0;
    this.#count = 0;
  }
}
