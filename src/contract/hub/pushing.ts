import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from '../common.ts';
import { jobSchema } from '../jobs.ts';
import { usualHubUrl } from './publishing.ts';
import {
  pushCampaignSchema,
  pushMessageSchema,
  pushReadersSchema,
  pushStatusSchema,
} from './push.ts';

const base = oc.errors(contractErrors);
const hub = z.object({
  hub: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .default(usualHubUrl),
});
/** Its id, or the unique beginning of it. */
const one = hub.extend({ campaignId: pushCampaignSchema.shape.id });

export const newPushCampaignSchema = z.object({
  message: pushMessageSchema,
  topic: pushCampaignSchema.shape.topic,
  /** The share of readers who get nothing: what the others are compared with. */
  heldOut: z.number().gt(0).lt(1).default(0.2),
  /** What is measured: who opens a page of the hub within so many days. */
  returnedDays: z.union([z.literal(1), z.literal(7)]).default(7),
  /** Of readers who get nothing, the share that returns. */
  baseline: z.number().gt(0).lt(1),
  /** Relative; the smallest lift that is worth the messages. */
  minimumEffect: z.number().gt(0).max(100).default(0.2),
});
export type NewPushCampaign = z.infer<typeof newPushCampaignSchema>;

const count = z.number().int().nonnegative();

/** Who of one arm opened a page of the hub within so many days of being divided. */
export const pushReturnSchema = z.object({
  days: z.union([z.literal(1), z.literal(7)]),
  arm: z.enum(['sent', 'heldOut']),
  people: count,
  returned: count,
  /** Who did not return yet, and has time left. */
  pending: count,
});
export type PushReturn = z.infer<typeof pushReturnSchema>;

export const shownPushCampaignSchema = pushStatusSchema.extend({
  campaign: pushCampaignSchema,
  returned: z.array(pushReturnSchema),
});
export type ShownPushCampaign = z.infer<typeof shownPushCampaignSchema>;

/** The readers of a hub, and whose key they subscribe with. */
export const shownPushReadersSchema = pushReadersSchema.omit({ publicKey: true }).extend({
  /** `other`: this desk does not have it, and cannot send. */
  key: z.enum(['none', 'own', 'other']),
});
export type ShownPushReaders = z.infer<typeof shownPushReadersSchema>;

/**
 * What jobs that send a campaign are called in the queue; another one at each time that it is planned for.
 * Of the jobs of a campaign all begin with that of one without a time.
 */
export function pushJobKey(
  { hub: origin, campaignId }: { hub: string; campaignId: string },
  notBeforeMs?: number,
): string {
  return [origin, campaignId, ...(notBeforeMs === undefined ? [] : [notBeforeMs])].join(' ');
}

export const pushContract = {
  keys: base
    .route({
      ...{ method: 'POST', path: '/push/keys' },
      summary: 'Make the key for notifications unless there is one, and tell a hub its public half',
    })
    .input(hub)
    .output(z.object({ publicKey: z.string() })),
  readers: base
    .route({
      method: 'GET',
      path: '/push/readers',
      summary: 'Count the readers of a hub, by topic',
    })
    .input(hub)
    .output(shownPushReadersSchema),
  campaigns: base
    .route({ method: 'GET', path: '/push/campaigns', summary: 'List the campaigns of a hub' })
    .input(hub)
    .output(z.object({ campaigns: z.array(pushCampaignSchema) })),
  create: base
    .route({
      ...{ method: 'POST', path: '/push/campaigns' },
      summary: 'Create a campaign, and the experiment that measures it; nothing is sent yet',
    })
    .input(hub.extend(newPushCampaignSchema.shape))
    .output(pushCampaignSchema),
  status: base
    .route({
      ...{ method: 'GET', path: '/push/campaigns/{campaignId}' },
      summary: 'Take over what a hub knows of a campaign, and count it',
    })
    .input(one)
    .output(shownPushCampaignSchema),
  test: base
    .route({
      ...{ method: 'POST', path: '/push/campaigns/{campaignId}/test' },
      summary: 'Send a campaign to one reader, by the code of their page of notifications',
    })
    .input(one.extend({ code: z.string().regex(/^[0-9a-f]{8}$/) }))
    .output(z.object({ isSent: z.literal(true) })),
  send: base
    .route({
      ...{ method: 'POST', path: '/push/campaigns/{campaignId}/send' },
      summary: 'Send a campaign, once to each reader: a job',
    })
    .input(
      one.extend({
        /** Not before, in milliseconds since 1970; at once when left out. */
        atMs: z.number().int().nonnegative().optional(),
      }),
    )
    .output(jobSchema),
};
