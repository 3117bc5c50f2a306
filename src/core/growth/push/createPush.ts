import {
  type JobId,
  maxPushPayloadBytes,
  type NewPushCampaign,
  type PushCampaign,
  pushDoneSchema,
  pushJobKey,
  pushPayloadBytes,
  pushReadersSchema,
  pushStatusSchema,
  type ShownPushCampaign,
  type ShownPushReaders,
} from '../../../contract/index.ts';
import { AppError, type Clock, jobMessages, newId } from '../../base/index.ts';
import { hubOrigin } from '../publishing/callHub.ts';
import { askHub } from './askHub.ts';
import { type CollectTools, createCollector } from './collectEvents.ts';
import { findCampaign, listCampaigns } from './hubCampaigns.ts';
import { createPushKind, type PushKindTools } from './pushKind.ts';
import { pushTexts } from './pushTexts.ts';
import { countReturned, returnedGoal } from './returnedEvents.ts';
import { findVapidKeys, makeVapidKeys, readVapidKeys } from './vapidKeys.ts';

export type Push = ReturnType<typeof createPush>;

export interface PushTools extends Omit<PushKindTools, 'collect'> {
  database: CollectTools['database'];
  events: () => CollectTools['events'];
  clock: Clock;
}

/** Notifications to readers of a hub, each campaign an experiment. Errors: also those of calls to a hub. */
export function createPush(tools: PushTools) {
  const { host, queue, clock, database } = tools;
  const collect = createCollector(() => ({
    ...{ database, events: tools.events(), experiments: tools.experiments() },
  }));
  const kind = createPushKind({ ...tools, collect });
  const list = (hub: string): Promise<PushCampaign[]> => listCampaigns(askHub(host, hub));
  return {
    kind,
    list,
    /** Errors: `push.keyNotKept`. */
    keys: async (hub: string): Promise<{ publicKey: string }> => {
      const { publicKey } = await makeVapidKeys(host.secrets, hubOrigin(hub));
      await askHub(host, hub)({ action: 'key', publicKey }, pushDoneSchema);
      return { publicKey };
    },
    readers: async (hub: string): Promise<ShownPushReaders> => {
      const { publicKey, ...counts } = await askHub(host, hub)(
        { action: 'readers' },
        pushReadersSchema,
      );
      const own = await findVapidKeys(host.secrets, hubOrigin(hub));
      const key = publicKey === undefined ? 'none' : own?.publicKey === publicKey ? 'own' : 'other';
      return { ...counts, key };
    },
    /** Errors: `push.tooLarge`, before anything is made; `experiment.invalidInput`. */
    create: async (hub: string, given: NewPushCampaign): Promise<PushCampaign> => {
      const { message, topic, heldOut, returnedDays, baseline, minimumEffect } = given;
      const sizeBytes = pushPayloadBytes(message);
      if (sizeBytes > maxPushPayloadBytes) {
        throw new AppError('push.tooLarge', pushTexts.tooLarge(sizeBytes, maxPushPayloadBytes));
      }
      // A hub that does not answer is known before there is an experiment.
      await list(hub);
      const id = newId<string>();
      const experiment = await tools.experiments().create({
        ...{ name: pushTexts.name(message.title), hypothesis: pushTexts.hypothesis(returnedDays) },
        metric: { measure: `conversion:${returnedGoal(id, returnedDays)}` },
        guardrails: [{ measure: 'subscription:ended', higherIsBetter: false }],
        ...{ baseline, minimumEffect },
        variants: [
          { text: pushTexts.heldOut, share: heldOut },
          { text: pushTexts.sent(message).slice(0, 1_000), share: 1 - heldOut },
        ],
      });
      const campaign: PushCampaign = {
        ...{ id, experimentId: experiment.id, message, createdAtMs: clock.nowMs() },
        ...(topic !== undefined && { topic }),
      };
      await askHub(host, hub)({ action: 'create', campaign }, pushDoneSchema);
      return campaign;
    },
    test: async (hub: string, id: string, code: string): Promise<void> => {
      const vapid = await readVapidKeys(host.secrets, hubOrigin(hub));
      const { id: campaign } = findCampaign(await list(hub), id);
      await askHub(host, hub)({ action: 'test', campaign, code, vapid }, pushDoneSchema);
    },
    send: async (hub: string, id: string, atMs?: number): Promise<JobId> => {
      const origin = hubOrigin(hub);
      await readVapidKeys(host.secrets, origin);
      const { id: campaignId, message } = findCampaign(await list(hub), id);
      const label = jobMessages.labels.push(message.title);
      const planned = atMs === undefined ? {} : { notBeforeMs: atMs };
      const payload = { hub: origin, campaignId };
      const dedupeKey = pushJobKey(payload, atMs);
      return queue().enqueue(kind, payload, { label, dedupeKey, ...planned });
    },
    status: async (hub: string, id: string): Promise<ShownPushCampaign> => {
      const ask = askHub(host, hub);
      const campaign = await collect(ask, id);
      const status = await ask({ action: 'status', campaign: campaign.id }, pushStatusSchema);
      const returned = await countReturned(await database.get(), campaign, clock.nowMs());
      return { campaign, ...status, returned };
    },
  };
}
