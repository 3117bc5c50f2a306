import type { TimedShot } from './timeline.ts';

/** The spoken sentences as SubRip. */
export function srtOf(shots: readonly TimedShot[]): string {
  return shots
    .flatMap((shot) => shot.sentences)
    .map((s, i) => `${i + 1}\n${stamp(s.startMs)} --> ${stamp(s.endMs)}\n${s.text}\n`)
    .join('\n');
}

function stamp(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23).replace('.', ',');
}
