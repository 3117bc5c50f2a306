import { type Clip, frameRate, type Shot, sampleRate } from './clip.ts';
import { speak } from './speak.ts';

export interface Sentence {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly samples: Int16Array;
}

export interface TimedShot {
  readonly shot: Shot;
  readonly startMs: number;
  readonly endMs: number;
  readonly sentences: readonly Sentence[];
}

const frameMs = 1000 / frameRate;
const leadMs = 200;
const pauseMs = 280;
const tailMs = 350;

/** When each shot and sentence of a clip starts and ends. A cut falls on a frame. */
export function timeline(clip: Clip): TimedShot[] {
  let startMs = 0;
  return clip.shots.map((shot) => {
    const sentences: Sentence[] = [];
    let at = startMs + leadMs;
    for (const text of shot.say ?? []) {
      if (!clip.voice) throw new Error(`${clip.file} speaks but names no voice.`);
      const samples = speak(text, clip.voice);
      const endMs = at + Math.round((1000 * samples.length) / sampleRate);
      sentences.push({ text, startMs: at, endMs, samples });
      at = endMs + pauseMs;
    }
    const spokenMs = at - pauseMs + tailMs - startMs;
    const lengthMs = Math.ceil(Math.max(spokenMs, shot.holdMs ?? 0) / frameMs) * frameMs;
    const timed = { shot, startMs, endMs: startMs + lengthMs, sentences };
    startMs = timed.endMs;
    return timed;
  });
}
