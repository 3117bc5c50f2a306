import type { PlayerAction, VideoDetail } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import type { ReviewAction } from '../../review/reviewKeys.ts';
import { announce } from './announcement.ts';
import { markedSpan } from './marks.ts';
import type { Playback } from './playback.ts';
import { neighbourShotMs } from './spanAt.ts';

const secondMs = 1_000;
/** When the frame rate is not known. */
const usualFrameMs = 1000 / 30;
const words = videoMessages.playerActions;

/** Full screen, likeness, notes and codes are for the screen to do, reviews for their bar. */
type PlaybackAction = Exclude<
  PlayerAction,
  'fullScreen' | 'moreLikeThis' | 'addNote' | 'codeSpan' | ReviewAction
>;

/** Those that a key held down goes on with. */
export const repeatedActions: ReadonlySet<PlayerAction> = new Set<PlayerAction>([
  'previousFrame',
  'nextFrame',
  'secondBack',
  'secondForward',
  'previousShot',
  'nextShot',
]);

/** One function for each action of the playback. */
export function playbackActions(
  playback: Playback,
  video: VideoDetail | undefined,
): Record<PlaybackAction, () => void> {
  const shots = video?.shots ?? [];
  const frameMs = frameMsOf(video);
  const by = (ms: number) => () => playback.seek(playback.timeMs + ms);
  const toShot = (direction: 'before' | 'after') => () => {
    const startMs = neighbourShotMs(shots, playback.timeMs, direction);
    if (startMs !== undefined) playback.seek(startMs);
  };
  const mark = (which: 'in' | 'out') => () => {
    playback.mark(which);
    const { marks, durationMs } = playback.getState();
    const at = formatClock(playback.timeMs, true);
    const span = markedSpan(marks, durationMs);
    const seconds =
      marks.inMs === undefined || marks.outMs === undefined || span === undefined
        ? undefined
        : (span.endMs - span.startMs) / secondMs;
    announce(which === 'in' ? words.inAt(at, seconds) : words.outAt(at, seconds));
  };
  const goTo = (which: 'in' | 'out') => () => {
    const { marks } = playback.getState();
    const atMs = which === 'in' ? marks.inMs : marks.outMs;
    if (atMs === undefined) announce(which === 'in' ? words.noIn : words.noOut);
    else playback.seek(atMs);
  };
  const shuttle = (direction: 1 | -1) => () => {
    playback.shuttle(direction);
    announce(words.speed(playback.getState().speed));
  };
  return {
    playOrPause: () => playback.toggle(),
    backward: shuttle(-1),
    stop: () => playback.stop(),
    forward: shuttle(1),
    previousFrame: () => playback.step(-frameMs),
    nextFrame: () => playback.step(frameMs),
    secondBack: by(-secondMs),
    secondForward: by(secondMs),
    previousShot: toShot('before'),
    nextShot: toShot('after'),
    markIn: mark('in'),
    markOut: mark('out'),
    goToIn: goTo('in'),
    goToOut: goTo('out'),
    clearMarks: () => {
      playback.setMarks({});
      announce(words.marksCleared);
    },
    loop: () => {
      const looping = !playback.getState().looping;
      playback.setLooping(looping);
      announce(looping ? words.looping : words.notLooping);
    },
    mute: () => playback.setMuted(!playback.getState().muted),
  };
}

/** How long one frame is shown. */
function frameMsOf(video: Pick<VideoDetail, 'frameRate'> | undefined): number {
  return video !== undefined && video.frameRate > 0 ? 1000 / video.frameRate : usualFrameMs;
}
