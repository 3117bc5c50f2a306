import type { VideoLook } from '../../contract/index.ts';
import { counted } from './numbers.ts';

/** What is seen in videos' pictures. */
export const seeingMessages = {
  look: 'look at the pictures of a video again, or of all that were not looked at',
  video: 'id of a video (default: all not looked at by the model in use)',
  looked: 'Looked. What is seen is in show, search and list --shows.',
  seen: '\nSeen',
  notLooked: '\nNobody looked at its pictures yet: trendroom look',
  signals: ({ brightness, motion, colours, shots, shotMs, ...frames }: VideoLook) =>
    `\nPictures  ${[
      `brightness ${percent(brightness)}`,
      `motion ${percent(motion)}`,
      `${counted(shots, 'shot')}${shotMs === undefined ? '' : ` of ${(shotMs / 1_000).toFixed(1)} s`}`,
      ...(colours.length === 0 ? [] : [colours.map(({ hex }) => hex).join(' ')]),
      ...(frames.isSeen
        ? [`${frames.keptFrames} of ${frames.sampledFrames} frames looked at`]
        : []),
    ].join(' · ')}`,
};

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
