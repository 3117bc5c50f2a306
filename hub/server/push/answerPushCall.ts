import {
  type PushCall,
  pushAudienceSchema,
  pushCampaignsSchema,
  pushDoneSchema,
  pushEventsSchema,
  pushReadersSchema,
  pushSentSchema,
  pushStatusSchema,
} from '../../../src/contract/hub/push.ts';
import type { Store } from '../store.ts';
import type { Push } from './createPush.ts';

/** What a desk's signed call does. Each may come again: it then does nothing that was done. */
export async function answerPushCall(
  { push, store }: { push: Push; store: Pick<Store, 'topics'> },
  call: PushCall,
  signal?: AbortSignal,
): Promise<unknown> {
  const { campaigns, sending, subscriptions } = push;
  const done = pushDoneSchema.parse({ done: true });
  switch (call.action) {
    case 'key':
      await campaigns.keepKey(call.publicKey);
      return done;
    case 'create':
      await campaigns.create(call.campaign);
      return done;
    case 'list':
      return pushCampaignsSchema.parse({ campaigns: await campaigns.list() });
    case 'readers': {
      const publicKey = await subscriptions.publicKey();
      const counts = await push.countReaders(await store.topics());
      return pushReadersSchema.parse({ ...counts, ...(publicKey !== undefined && { publicKey }) });
    }
    case 'audience': {
      const { campaign, after, limit } = call;
      return pushAudienceSchema.parse({ people: await campaigns.audience(campaign, after, limit) });
    }
    case 'send': {
      const campaign = await campaigns.find(call.campaign);
      await campaigns.divide(campaign.id, call.chosen, call.heldOut);
      return pushSentSchema.parse(await sending.send(campaign, call.vapid, signal));
    }
    case 'test':
      await sending.test(await campaigns.find(call.campaign), call.code, call.vapid);
      return done;
    case 'status':
      await sending.giveUpLost(call.campaign);
      return pushStatusSchema.parse(await campaigns.status(call.campaign));
    case 'events':
      return pushEventsSchema.parse({ events: await campaigns.events(call.confirmed) });
    default:
      return call satisfies never;
  }
}
