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
              wrong.push(`${name}: ${contract?.state ?? 'not checked'}`);
            }
          }
          update({ summary: summaryOf(enabled.length, wrong) });
        },
      },
    ],
  };
}

function summaryOf(servers: number, wrong: readonly string[]): string {
  if (servers === 0) return 'No server.';
  if (wrong.length > 0) return wrong.join('; ');
  return servers === 1 ? 'The server is ready.' : `All ${servers} servers are ready.`;
}
