import type { SoundRegionDto } from '../../../contract/index.ts';
import { loudnessStepMs, silenceDb } from './loudness.ts';
import type { AudioPiece } from './transcriber.ts';

/** Speech of one language with a shorter pause in it is one region. */
const joinMs = 1_000;
/** A shorter silence is a pause of what goes on around it. */
const minSilenceMs = 500;
/** Shorter pauses of speech are not told. */
const minGapMs = 300;

/**
 * A whole audio in regions, in order and without gaps that matter: the voices as given, and what
 * is loud or silent between them. Ends at `durationMs`.
 */
export function soundRegions(
  voices: readonly SoundRegionDto[],
  loudnessDb: readonly number[],
  durationMs: number,
): SoundRegionDto[] {
  const regions: SoundRegionDto[] = [];
  let fromMs = 0;
  const fill = (toMs: number): void => {
    if (toMs - fromMs >= minGapMs) {
      regions.push(...loudAndSilent({ startMs: fromMs, endMs: toMs }, loudnessDb));
    }
  };
  for (const voice of joined(voices)) {
    fill(voice.startMs);
    regions.push(voice);
    fromMs = voice.endMs;
  }
  fill(durationMs);
  return regions;
}

function joined(voices: readonly SoundRegionDto[]): SoundRegionDto[] {
  const all: SoundRegionDto[] = [];
  for (const voice of voices) {
    const last = all.at(-1);
    if (
      last?.kind === voice.kind &&
      last.language === voice.language &&
      last.label === voice.label &&
      voice.startMs - last.endMs < joinMs
    ) {
      all[all.length - 1] = { ...last, endMs: voice.endMs };
    } else {
      all.push(voice);
    }
  }
  return all;
}

function loudAndSilent({ startMs, endMs }: AudioPiece, loudnessDb: readonly number[]) {
  const runs: SoundRegionDto[] = [];
  for (let atMs = startMs; atMs < endMs; ) {
    const step = Math.floor(atMs / loudnessStepMs);
    const toMs = Math.min(endMs, (step + 1) * loudnessStepMs);
    const kind = (loudnessDb[step] ?? silenceDb) > silenceDb ? 'sound' : 'silence';
    const last = runs.at(-1);
    if (last?.kind === kind) last.endMs = toMs;
    else runs.push({ kind, startMs: atMs, endMs: toMs });
    atMs = toMs;
  }
  const isLoud = runs.some(({ kind }) => kind === 'sound');
  const merged: SoundRegionDto[] = [];
  for (const run of runs) {
    const isPause = run.kind === 'silence' && isLoud && run.endMs - run.startMs < minSilenceMs;
    const kind = isPause ? 'sound' : run.kind;
    const last = merged.at(-1);
    if (last?.kind === kind) last.endMs = run.endMs;
    else merged.push({ ...run, kind });
  }
  return merged;
}
