import {
  pushAudienceSchema,
  pushJobKey,
  pushSentSchema,
  pushStatusSchema,
} from '../../../contract/index.ts';
import { AppError, jobMessages, priorities } from '../../base/index.ts';
import { type Host, originOf } from '../../host/index.ts';
import type { JobKind, JobQueue, StageContext } from '../../jobs/index.ts';
import type { Experiments } from '../experiments/createExperiments.ts';
import { type AskHub, askHub } from './askHub.ts';
import type { Collect } from './collectEvents.ts';
import { sentVariant } from './growthEvent.ts';
import { findCampaign, listCampaigns } from './hubCampaigns.ts';
import { readVapidKeys } from './vapidKeys.ts';

/** Readers that are divided at a time: a second's work of a hub. */
const sliceSize = 500;

export interface PushPayload {
  hub: string;
  campaignId: string;
}

export interface PushKindTools {
  host: Pick<Host, 'networkAllowed' | 'secrets'>;
  queue: () => JobQueue;
  experiments: () => Experiments;
  collect: Collect;
}

/**
 * Divides the readers of a campaign by its experiment, a slice at a time, has the hub send, and takes
 * over what came of it. The hub keeps who was divided and what went out, so that a job that is stopped
 * or killed goes on where it was. For those who sleep, or whose service asks for patience, another job
 * follows.
 */
export function createPushKind(tools: PushKindTools): JobKind<PushPayload> {
  const { host, queue, collect } = tools;
  const kind: JobKind<PushPayload> = {
    kind: 'push',
    maxAttempts: 5,
    priority: priorities.ingest,
    isRetryable: (code) => code === 'hub.unreachable',
    stages: [
      {
        name: 'send',
        weight: 4,
        resource: 'network',
        run: async (context) => {
          const { payload, signal } = context;
          const ask = askHub(host, payload.hub, signal);
          const { title, nextAtMs } = await sendAll(tools, ask, context);
          if (nextAtMs === undefined) return;
          context.writeAtEnd(() => {
            const label = jobMessages.labels.push(title);
            const dedupeKey = pushJobKey(payload, nextAtMs);
            queue().enqueue(kind, payload, { label, dedupeKey, notBeforeMs: nextAtMs });
          });
        },
      },
      {
        name: 'collect',
        weight: 1,
        resource: 'network',
        run: async ({ payload, signal }) => {
          await collect(askHub(host, payload.hub, signal), payload.campaignId);
        },
      },
    ],
  };
  return kind;
}

/** When there is more to send, if there is. Errors: `push.notFound`, `push.ended`, those of the hub. */
async function sendAll(
  { host, experiments }: PushKindTools,
  ask: AskHub,
  { payload: { hub, campaignId }, progress }: StageContext<PushPayload>,
): Promise<{ title: string; nextAtMs: number | undefined }> {
  const vapid = await readVapidKeys(host.secrets, originOf(hub) ?? hub);
  const { experimentId, message } = findCampaign(await listCampaigns(ask), campaignId);
  const { state, spec } = await experiments().get(experimentId);
  if (state === 'draft') await experiments().start(experimentId);
  else if (state !== 'running') throw new AppError('push.ended', `${spec.name} is ${state}.`);
  const campaign = campaignId;
  const before = await ask({ action: 'status', campaign }, pushStatusSchema);
  const total = before.open + before.ready;
  let done = 0;
  const send = async (chosen: string[], heldOut: string[]): Promise<void> => {
    const call = { action: 'send', campaign, vapid, chosen, heldOut } as const;
    const { sent, ready } = await ask(call, pushSentSchema);
    done += sent + heldOut.length;
    progress(total === 0 ? 1 : done / total, { done: Math.min(done, total), total });
    if (ready > 0) await send([], []);
  };
  // What an earlier attempt divided, first.
  await send([], []);
  for (let after = ''; ; ) {
    const call = { action: 'audience', campaign, after, limit: sliceSize } as const;
    const { people } = await ask(call, pushAudienceSchema);
    const last = people.at(-1);
    if (last === undefined) break;
    const assigned = await experiments().assignAll(experimentId, people);
    const isChosen = (person: string): boolean => assigned.get(person)?.variant === sentVariant;
    await send(
      people.filter(isChosen),
      people.filter((person) => !isChosen(person)),
    );
    after = last;
  }
  const { nextAtMs } = await ask({ action: 'status', campaign }, pushStatusSchema);
  return { title: message.title, nextAtMs };
}
