import { countThings } from './countThings.ts';
import { trends } from './followTopics.ts';
import type { Recognise } from './intent.ts';
import { patterns, shareOfVoice } from './measureVoices.ts';
import { channelFacts, compare } from './nameChannels.ts';
import { countsOfVideos, newestVideos, topVideos } from './rankVideos.ts';

/** In the order in which they are tried; the first that recognises a part has it. */
export const intents: readonly Recognise[] = [
  compare,
  patterns,
  shareOfVoice,
  countsOfVideos,
  countThings,
  topVideos,
  newestVideos,
  trends,
  channelFacts,
];
