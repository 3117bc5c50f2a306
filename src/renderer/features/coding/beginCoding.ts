import type { VideoDetail } from '../../../contract/index.ts';
import type { Playback } from '../video/playback/playback.ts';
import { spanToCode, useCodingPlace } from './codingPlace.ts';

/** Asks for the code of the marked span, or of the shot that is shown; playback stands still meanwhile. */
export function beginCoding(playback: Playback, video: VideoDetail): void {
  playback.stop();
  const { marks } = playback.getState();
  const place = { videoId: video.id, ...spanToCode(marks, playback.timeMs, video) };
  useCodingPlace.setState({ place });
}
