import type { JobState } from '../../../contract/index.ts';
import { commonMessages } from '../../messages/common.ts';
import type { BadgeTone } from '../../ui/Badge.tsx';

/** How people call the state of a job. */
export const jobStates: Record<JobState, { label: string; tone: BadgeTone }> = {
  running: { label: commonMessages.running, tone: 'accent' },
  waiting: { label: commonMessages.waiting, tone: 'neutral' },
  paused: { label: commonMessages.paused, tone: 'caution' },
  failed: { label: commonMessages.failed, tone: 'bad' },
  cancelled: { label: commonMessages.cancelled, tone: 'neutral' },
  done: { label: commonMessages.done, tone: 'good' },
};
