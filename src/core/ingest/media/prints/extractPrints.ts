import { FilterAPI } from 'node-av/api';
import { toAppError } from '../../../base/index.ts';
import { DecodedPictures, requireFormat, soundPackets } from '../decodeLimits.ts';
import { decodePictures, openDecoder } from '../frames/decodePictures.ts';
import { type ExtractControl, maxSamples, sampleEveryMs } from '../frames/extractFrames.ts';
import { FramePictures } from '../frames/framePictures.ts';
import { FrameTimes } from '../frames/frameTimes.ts';
import { comparedSize } from '../frames/textWatch.ts';
import type { PrintsInput, PrintsOutput } from '../mediaCalls.ts';
import { openMedia, originSeconds, pictureStream, soundStream } from '../openMedia.ts';
import { monoFilter } from '../sound/extractSound.ts';
import { FramePrinter } from './framePrinter.ts';
import { SoundPrinter } from './soundPrinter.ts';

/**
 * The prints of a video alone, for one that was ingested before there were any. What cannot be
 * decoded has none. Errors: `input.notFound`, `input.noPermission`, `job.cancelled`.
 */
export async function extractPrints(
  input: PrintsInput,
  control: ExtractControl,
): Promise<PrintsOutput> {
  const frames = await orNone(() => framePrints(input, control), control.signal);
  const sound = await orNone(() => soundPrint(input, control.signal), control.signal);
  return { frames, sound };
}

async function orNone(make: () => Promise<Uint8Array>, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await make();
  } catch (error) {
    const { code } = toAppError(error);
    if (signal.aborted || code === 'input.notFound' || code === 'input.noPermission') throw error;
    return new Uint8Array();
  }
}

async function framePrints(
  { path, durationMs, rotationDegrees }: PrintsInput,
  { signal, onProgress }: ExtractControl,
): Promise<Uint8Array> {
  await using media = await openMedia(path);
  const stream = pictureStream(media);
  if (stream === undefined) return new Uint8Array();
  const times = new FrameTimes(originSeconds(media) * 1_000);
  const decoded = new DecodedPictures();
  const printer = new FramePrinter(rotationDegrees);
  const everyMs = Math.max(sampleEveryMs, durationMs / maxSamples);
  using pictures = new FramePictures();
  let sampledMs = Number.NEGATIVE_INFINITY;
  for await (const frame of decodePictures(media, stream, signal)) {
    using owned = frame;
    const atMs = times.next(owned);
    decoded.add(owned, atMs);
    if (durationMs > 0) onProgress(Math.min(1, atMs / durationMs));
    if (atMs - sampledMs < everyMs) continue;
    sampledMs = atMs;
    const pixels = pictures.square(owned, comparedSize, 'gray');
    printer.add({ pixels, width: comparedSize, height: comparedSize, channels: 1 }, atMs);
  }
  return printer.finish(times.endMs);
}

async function soundPrint({ path }: PrintsInput, signal: AbortSignal): Promise<Uint8Array> {
  await using media = await openMedia(path);
  const stream = soundStream(media);
  if (stream === undefined) return new Uint8Array();
  requireFormat({ sound: stream });
  using decoder = await openDecoder(stream);
  using toMono = FilterAPI.create(monoFilter('flt'));
  const printer = new SoundPrinter();
  for await (const frame of toMono.frames(decoder.frames(soundPackets(media, stream)))) {
    if (frame === null) continue;
    using owned = frame;
    signal.throwIfAborted();
    const bytes = owned.data?.[0]?.subarray(0, owned.nbSamples * 4);
    if (bytes === undefined) continue;
    const samples = new Float32Array(owned.nbSamples);
    Buffer.from(samples.buffer).set(bytes);
    printer.add(samples);
    if (printer.isFull) break;
  }
  return printer.finish();
}
