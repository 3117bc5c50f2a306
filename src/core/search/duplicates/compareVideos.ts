import type { DuplicateSign } from '../../../contract/index.ts';
import type { FramePrint } from '../../base/index.ts';
import { alignSounds, countSound } from './alignSounds.ts';
import { compareFrames } from './compareFrames.ts';
import { minTextShare, type Shingles, textShare } from './textShingles.ts';

/** What two videos are compared by. */
export interface ComparedVideo {
  durationMs: number;
  hasFile: boolean;
  frames: readonly FramePrint[];
  /** Read when it is needed: it is most of what is stored. */
  sound(): Uint32Array;
  text: Shingles | undefined;
}

export interface VideoLikeness {
  /** 0 to 1. */
  likeness: number;
  signs: DuplicateSign[];
}

/** A clip is no copy of the compilation that it is in. */
const minDurationRatio = 0.4;
/** By pictures alone. */
const minFrameShare = 0.5;
const minPictures = 3;
/** With the same sound, which many videos have: a few of the pictures have to be the same too. */
const minSharedFrames = 0.15;
const minSoundShare = 0.5;
/** One still picture is a copy of another only as a whole. */
const minStillShare = 0.8;
/** Two seconds: less is no sound to tell by. */
const minSoundItems = 32;

/**
 * Whether two videos are copies of one another, and by what. Videos with files are compared by their
 * pictures, which are enough where half of them are the same in order; where fewer are, as after
 * a heavy crop, the sound has to be the same too. Sound alone tells only where there are no pictures:
 * one sound is under thousands of videos. Where one of them has no file, their texts are compared.
 */
export function compareVideos(one: ComparedVideo, other: ComparedVideo): VideoLikeness | undefined {
  if (!one.hasFile || !other.hasFile) return byText(one, other);
  const [short, long] = [one.durationMs, other.durationMs].sort((a, b) => a - b);
  if ((short ?? 0) < (long ?? 0) * minDurationRatio) return undefined;
  const hasFrames = one.frames.length > 0;
  if (hasFrames !== other.frames.length > 0) return undefined;
  const frames = compareFrames(one.frames, other.frames);
  if (hasFrames && frames.share < minSharedFrames) return undefined;
  const sounds = [one.sound(), other.sound()] as const;
  const sound = alignSounds(...sounds).share;
  const isSameSound = sound >= minSoundShare;
  if (!hasFrames) return isSameSound ? { likeness: sound, signs: ['sound'] } : undefined;
  if (isSameSound) {
    const signs: DuplicateSign[] = ['picture', 'sound'];
    return { likeness: Math.max(frames.share, (frames.share + sound) / 2), signs };
  }
  const isSilent = sounds.every((items) => countSound(items) < minSoundItems);
  const isSame =
    frames.pictures >= minPictures
      ? frames.share >= minFrameShare
      : isSilent && frames.share >= minStillShare;
  return isSame ? { likeness: frames.share, signs: ['picture'] } : undefined;
}

function byText(one: ComparedVideo, other: ComparedVideo): VideoLikeness | undefined {
  if (one.text === undefined || other.text === undefined) return undefined;
  const likeness = textShare(one.text, other.text);
  return likeness >= minTextShare ? { likeness, signs: ['text'] } : undefined;
}
