import type { Push } from '../../growth/index.ts';
import { type JobQueue, runNow } from '../../jobs/index.ts';
import { api } from '../implementer.ts';

export interface PushTools {
  queue: JobQueue;
  push: Push;
  letJobsRun(): void;
}

/** Notifications to readers of a content hub. */
export function pushHandlers({ queue, push, letJobsRun }: PushTools) {
  return {
    keys: api.push.keys.handler(({ input }) => push.keys(input.hub)),
    readers: api.push.readers.handler(({ input }) => push.readers(input.hub)),
    campaigns: api.push.campaigns.handler(async ({ input }) => ({
      campaigns: await push.list(input.hub),
    })),
    create: api.push.create.handler(({ input: { hub, ...campaign } }) =>
      push.create(hub, campaign),
    ),
    status: api.push.status.handler(({ input }) => push.status(input.hub, input.campaignId)),
    test: api.push.test.handler(async ({ input: { hub, campaignId, code } }) => {
      await push.test(hub, campaignId, code);
      return { isSent: true as const };
    }),
    send: api.push.send.handler(async ({ input: { hub, campaignId, atMs } }) => {
      const jobId = await push.send(hub, campaignId, atMs);
      letJobsRun();
      // One that is planned waits for its time.
      return atMs === undefined ? runNow(queue, jobId) : queue.get(jobId);
    }),
  };
}
