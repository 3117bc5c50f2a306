import { AV_CODEC_ID_ASS, AV_CODEC_ID_MOV_TEXT } from 'node-av/constants';
import type { SubtitleCue } from './mediaCalls.ts';
import { openMedia } from './openMedia.ts';

/** Longest text of one cue; a hostile file must not fill the memory. */
const maxCueBytes = 10_000;
const maxCues = 100_000;

/** The cues of one text subtitle stream, as they are in the file: markup and all. */
export async function extractSubtitles(
  path: string,
  streamIndex: number,
  signal: AbortSignal,
): Promise<SubtitleCue[]> {
  await using input = await openMedia(path);
  const cues: SubtitleCue[] = [];
  const codec = input.getStream(streamIndex)?.codecpar.codecId;
  for await (const packet of input.packets(streamIndex)) {
    if (packet === null) continue;
    using owned = packet;
    signal.throwIfAborted();
    if (cues.length >= maxCues) break;
    const timeBase = owned.timeBase.num / owned.timeBase.den;
    const startMs = Math.max(0, Math.round(Number(owned.pts) * timeBase * 1000));
    const endMs = startMs + Math.max(0, Math.round(Number(owned.duration) * timeBase * 1000));
    const text = textOf(owned.data ?? Buffer.alloc(0), codec);
    if (text !== '') cues.push({ startMs, endMs, text });
  }
  return cues;
}

/** 3GPP timed text (`mov_text`) puts a 16-bit length before the text and styles after it. */
function textOf(data: Buffer, codec: number | undefined): string {
  const isTimedText = codec === AV_CODEC_ID_MOV_TEXT;
  const bytes = isTimedText && data.length >= 2 ? data.subarray(2, 2 + data.readUInt16BE(0)) : data;
  const text = bytes.subarray(0, maxCueBytes).toString('utf8').replaceAll('\0', '').trim();
  // ASS dialogue: eight fields come before the text (libavformat's "ReadOrder, Layer, …").
  return codec === AV_CODEC_ID_ASS ? (text.split(',').slice(8).join(',') ?? '') : text;
}
