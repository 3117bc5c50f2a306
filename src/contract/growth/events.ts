import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors, instantMsSchema } from '../common.ts';

const nameSchema = z.string().trim().min(1).max(200);
/** Sums of them, and of their squares, stay numbers. */
const value = z.number().min(-1e15).max(1e15).optional();
/** What the sender saw of its client; bots are told by it. */
const common = { userAgent: z.string().max(1_000).optional() };

/** The registry: every event that is known, with the properties it has. */
export const eventProperties = {
  exposure: z.object({
    ...common,
    experiment: nameSchema,
    variant: nameSchema,
    surface: nameSchema.optional(),
  }),
  view: z.object({ ...common, surface: nameSchema, videoId: nameSchema.optional(), value }),
  click: z.object({ ...common, target: nameSchema }),
  conversion: z.object({
    ...common,
    goal: nameSchema,
    value,
    currency: z.string().length(3).optional(),
  }),
  subscription: z.object({
    ...common,
    state: z.enum(['started', 'ended']),
    plan: nameSchema.optional(),
    value,
  }),
  push: z.object({
    ...common,
    state: z.enum(['sent', 'delivered', 'shown', 'opened', 'dismissed']),
    campaign: nameSchema,
  }),
  publish: z.object({
    ...common,
    platform: nameSchema,
    postId: nameSchema,
    draftId: nameSchema.optional(),
  }),
  revalidate: z.object({ ...common, path: nameSchema }),
} as const;

export const eventNameSchema = z.enum([
  ...(['exposure', 'view', 'click', 'conversion'] as const),
  ...(['subscription', 'push', 'publish', 'revalidate'] as const),
]);
export type EventName = z.infer<typeof eventNameSchema>;

/** What every event has. `person` is an anonymous id that the sender made, never a name or an address. */
export const eventEnvelopeSchema = z.object({
  /** Its idempotency key: an event with a key that is known is a duplicate. */
  id: z.string().min(1).max(200),
  name: eventNameSchema,
  atMs: z.union([
    instantMsSchema,
    z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  ]),
  person: z.string().min(1).max(200),
  consent: z.enum(['granted', 'denied']),
  properties: z.record(z.string(), z.unknown()).default({}),
});
export type EventEnvelope = z.infer<typeof eventEnvelopeSchema>;

const countSchema = z.number().int().nonnegative();

export const addedEventsSchema = z.object({
  added: countSchema,
  /** Of those added: kept, and left out of every count. */
  bots: countSchema,
  duplicates: countSchema,
  /** Not kept: consent was denied, the person was forgotten, or the event is past the retention period. */
  withoutConsent: countSchema,
  forgotten: countSchema,
  expired: countSchema,
  /** Kept aside with their reasons, the first of which are here. */
  rejected: countSchema,
  rejects: z.array(z.object({ index: countSchema, message: z.string() })),
});
export type AddedEvents = z.infer<typeof addedEventsSchema>;

export const eventCountsSchema = z.object({
  counts: z.array(
    z.object({ name: z.string(), day: z.string(), events: countSchema, people: countSchema }),
  ),
  /** In all: what is left out of the counts. */
  excluded: z.object({
    ...{ bots: countSchema, duplicates: countSchema, withoutConsent: countSchema },
    ...{ forgotten: countSchema, expired: countSchema, rejected: countSchema },
  }),
});
export type EventCounts = z.infer<typeof eventCountsSchema>;

/** A count that a platform tells of a post and day; it is not of a person. */
export const platformCountSchema = z.object({
  platform: nameSchema,
  /** The post, or empty for the whole account. */
  post: z.string().max(500),
  day: z.iso.date(),
  metric: nameSchema,
  value: z.number().min(0).max(1e15),
});
export type PlatformCount = z.infer<typeof platformCountSchema>;

/** Events and counts that one request may hold. */
export const maxBatchEvents = 2_000;

const base = oc.errors(contractErrors);

export const eventsContract = {
  add: base
    .route({
      ...{ method: 'POST', path: '/events', summary: 'Add a batch of events' },
      description: 'Each event is checked alone; what is unknown or wrong is kept aside.',
    })
    .input(z.object({ events: z.array(z.unknown()).min(1).max(maxBatchEvents) }))
    .output(addedEventsSchema),
  addCounts: base
    .route({ method: 'POST', path: '/events/platform-counts', summary: 'Add counts of a platform' })
    .input(z.object({ counts: z.array(platformCountSchema).min(1).max(maxBatchEvents) }))
    .output(z.object({ added: countSchema, updated: countSchema, unchanged: countSchema })),
  count: base
    .route({ method: 'GET', path: '/events/counts', summary: 'Count events by name and day' })
    .output(eventCountsSchema),
  forget: base
    .route({ method: 'POST', path: '/events/forget', summary: 'Delete a person’s events' })
    .input(z.object({ person: eventEnvelopeSchema.shape.person }))
    .output(z.object({ removed: countSchema })),
};
