import { maxBatchEvents, type PushCampaign, pushEventsSchema } from '../../../contract/index.ts';
import type { GrowthDatabase } from '../database/growthDatabase.ts';
import type { Events } from '../events/createEvents.ts';
import type { Experiments } from '../experiments/createExperiments.ts';
import type { AskHub } from './askHub.ts';
import { growthEvent } from './growthEvent.ts';
import { findCampaign, listCampaigns } from './hubCampaigns.ts';
import { returnedEvents } from './returnedEvents.ts';

export interface CollectTools {
  database: Pick<GrowthDatabase, 'get'>;
  events: Events;
  experiments: Experiments;
}

/** A campaign by its id or the unique beginning of it. Errors: `push.notFound`, those of the hub. */
export type Collect = (ask: AskHub, campaignId: string) => Promise<PushCampaign>;

/** One collects at a time: of two that were told the same events, one would count them as duplicates. */
export function createCollector(tools: () => CollectTools): Collect {
  let last: Promise<unknown> = Promise.resolve();
  return (ask, campaignId) => {
    const next = last.then(() => collectEvents(tools(), ask, campaignId));
    last = next.catch(() => undefined);
    return next;
  };
}

/**
 * Takes over what a hub knows of its readers since it was asked last: a hub tells an event until a desk
 * confirms that it has it, and the growth loop counts each once. Then who returned of one campaign;
 * those of the others are found in the same events when they are asked for.
 */
async function collectEvents(
  { database, events, experiments }: CollectTools,
  ask: AskHub,
  campaignId: string,
): Promise<PushCampaign> {
  const startedAtMs = new Map(
    (await experiments.list()).map((one): [string, number | undefined] => [
      one.id,
      one.startedAtMs,
    ]),
  );
  let confirmed: number[] = [];
  for (;;) {
    const told = await ask({ action: 'events', confirmed }, pushEventsSchema);
    if (told.events.length === 0) break;
    await events.add(
      told.events.map((one) => growthEvent(one, startedAtMs.get(one.experimentId ?? ''))),
    );
    confirmed = told.events.map(({ seq }) => seq);
  }
  const campaign = findCampaign(await listCampaigns(ask), campaignId);
  await addReturned({ database, events }, campaign);
  return campaign;
}

/** Who of a campaign came back, by the visits that are known. */
export async function addReturned(
  { database, events }: Pick<CollectTools, 'database' | 'events'>,
  campaign: Pick<PushCampaign, 'id' | 'experimentId'>,
): Promise<void> {
  const returned = await returnedEvents(await database.get(), campaign);
  for (let from = 0; from < returned.length; from += maxBatchEvents) {
    await events.add(returned.slice(from, from + maxBatchEvents));
  }
}
