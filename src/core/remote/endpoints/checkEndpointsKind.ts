import { jobMessages } from '../../base/index.ts';
import type { JobKind, ScheduledPayload } from '../../jobs/index.ts';
import type { Endpoints } from './createEndpoints.ts';

/** Checks every enabled server, one after the other, and keeps what each can do. */
export function createCheckEndpointsKind(endpoints: Endpoints): JobKind<ScheduledPayload> {
  return {
    kind: 'checkEndpoints',
    maxAttempts: 1,
    isRetryable: () => false,
    stages: [
      {
        name: 'check',
        weight: 1,
        resource: 'network',
        run: async ({ signal, progress, update }) => {
          const enabled = (await endpoints.list()).endpoints.filter((each) => each.enabled);
          const wrong: string[] = [];
          for (const [index, { id, name }] of enabled.entries()) {
            progress(index / enabled.length, { done: index, total: enabled.length, text: name });
            const { contract } = await endpoints.check(id, signal);
            if (contract?.state !== 'ready') {
              wrong.push(jobMessages.summaries.notReady(name, contract?.state));
            }
          }
          update({ summary: summaryOf(enabled.length, wrong) });
        },
      },
    ],
  };
}

function summaryOf(servers: number, wrong: readonly string[]): string {
  if (servers === 0) return jobMessages.summaries.noServers;
  if (wrong.length > 0) return wrong.join('; ');
  return jobMessages.summaries.serversReady(servers);
}
