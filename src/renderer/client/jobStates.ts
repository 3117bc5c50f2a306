import type { JobState } from '../../contract/index.ts';
import { commonMessages } from '../messages/common.ts';
import type { BadgeTone } from '../ui/Badge.tsx';

/** How people call the state of a job. */
export const jobStates: Record<JobState, { word: string; tone: BadgeTone }> = {
  running: { word: commonMessages.running, tone: 'accent' },
  waiting: { word: commonMessages.waiting, tone: 'neutral' },
  paused: { word: commonMessages.paused, tone: 'caution' },
  failed: { word: commonMessages.failed, tone: 'bad' },
  cancelled: { word: commonMessages.cancelled, tone: 'neutral' },
  done: { word: commonMessages.done, tone: 'good' },
};
