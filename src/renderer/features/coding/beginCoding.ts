import type { VideoDetail } from '../../../contract/index.ts';
import type { Playback } from '../video/playback/playback.ts';
import { spanToCode, useCodingPlace } from './codingPlace.ts';
import { selectedSpan } from './selectedSpan.ts';

/**
 * Asks for the code of what is selected in the transcript, else of the marked span, else of the shot that
 * is shown; playback stands still meanwhile.
 */
export function beginCoding(playback: Playback, video: VideoDetail): void {
  playback.stop();
  const { marks } = playback.getState();
  const span = selectedSpan() ?? spanToCode(marks, playback.timeMs, video);
  const place = { videoId: video.id, ...span };
  useCodingPlace.setState({ place });
}
