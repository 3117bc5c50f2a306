import { z } from 'zod';
import { slugSchema } from './page.ts';

/** Where a desk's signed calls about notifications go. */
export const pushCallPath = '/api/push/desk';

/**
 * What an encrypted message may hold: push services must take 4,096 bytes (RFC 8030), of which RFC
 * 8188 takes 86 for its header, 16 for the tag and 1 for the end of the padding.
 */
export const maxPushPayloadBytes = 3_993;

/** People of one slice: what a call of the desk names at most. */
export const maxPushSlice = 1_000;

const idSchema = z.string().regex(/^[\w-]{1,64}$/);
const countSchema = z.number().int().nonnegative();
const instantSchema = z.number().int().nonnegative();
const keyCharacters = /^[\w-]+$/;

/** A path of the hub, which is where a click leads. */
const pathSchema = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])[^\s\\]*$/);

export const pushMessageSchema = z.object({
  title: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(4_000),
  path: pathSchema,
});
export type PushMessage = z.infer<typeof pushMessageSchema>;

/** What a worker gets: the message, which campaign it is of, and by what its reader stops it. */
export interface PushPayload extends PushMessage {
  campaign: string;
  token: string;
}

/** Bytes of the payload as it is encrypted, with the longest campaign and token. */
export function pushPayloadBytes(message: PushMessage): number {
  const payload: PushPayload = { ...message, campaign: 'c'.repeat(64), token: 't'.repeat(43) };
  // Each byte of UTF-8 beyond ASCII is written as %XX.
  const written = encodeURIComponent(JSON.stringify(payload).toWellFormed());
  return written.replaceAll(/%../g, 'x').length;
}

/** Of a reader's own choice. Hours are of their zone; from equal to until means no quiet hours. */
export const pushChoiceSchema = z.object({
  /** Slugs; none means all. */
  topics: z.array(slugSchema).max(50),
  zone: z.string().max(64).refine(isZone),
  quietFromHour: z.number().int().min(0).max(23),
  quietUntilHour: z.number().int().min(0).max(23),
  maxPerWeek: z.number().int().min(1).max(21),
});
export type PushChoice = z.infer<typeof pushChoiceSchema>;

/** As `PushSubscription.toJSON` writes it. Whether the hub sends there at all is decided beside. */
export const pushTargetSchema = z.object({
  endpoint: z.url().max(2_000),
  keys: z.object({
    p256dh: z.string().min(80).max(100).regex(keyCharacters),
    auth: z.string().min(20).max(30).regex(keyCharacters),
  }),
});
export type PushTarget = z.infer<typeof pushTargetSchema>;

const tokenSchema = z.string().length(43).regex(keyCharacters);

export const subscribeCallSchema = z.object({
  target: pushTargetSchema,
  /** Left out where a browser has renewed a subscription: `token` says whose. */
  choice: pushChoiceSchema.optional(),
  token: tokenSchema.optional(),
});
export const unsubscribeCallSchema = z.object({ token: tokenSchema });

/** What a service worker tells of a message, or of a page that its reader opened. */
export const beaconSchema = z.union([
  z.object({
    kind: z.enum(['delivered', 'shown', 'clicked', 'closed']),
    token: tokenSchema,
    campaign: idSchema,
  }),
  z.object({ kind: z.literal('view'), token: tokenSchema, path: pathSchema }),
]);
export type Beacon = z.infer<typeof beaconSchema>;

/** The key pair of a desk for one hub (RFC 8292), base64url. The hub keeps the public half alone. */
const vapidSchema = z.object({
  publicKey: z.string().length(87).regex(keyCharacters),
  privateKey: z.string().length(43).regex(keyCharacters),
});
export type VapidKeys = z.infer<typeof vapidSchema>;

export const pushCampaignSchema = z.object({
  id: idSchema,
  /** Of the desk's growth loop: its variants are nothing sent, and the message. */
  experimentId: idSchema,
  message: pushMessageSchema,
  /** A slug; left out for all readers. */
  topic: slugSchema.optional(),
  createdAtMs: instantSchema,
});
export type PushCampaign = z.infer<typeof pushCampaignSchema>;

const people = z.array(idSchema).max(maxPushSlice);

export const pushCallSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('key'), publicKey: vapidSchema.shape.publicKey }),
  z.object({ action: z.literal('create'), campaign: pushCampaignSchema }),
  z.object({ action: z.literal('list') }),
  z.object({ action: z.literal('readers') }),
  /** Readers who may get the campaign now and were not divided yet, by their id after `after`. */
  z.object({
    action: z.literal('audience'),
    campaign: idSchema,
    after: z.union([idSchema, z.literal('')]),
    limit: z.number().int().min(1).max(maxPushSlice),
  }),
  /** Keeps who gets it and who does not, then sends what is ready for a few seconds. */
  z.object({
    ...{ action: z.literal('send'), campaign: idSchema, vapid: vapidSchema },
    ...{ chosen: people, heldOut: people },
  }),
  /** To one reader, by the code that their page of notifications shows; counted nowhere. */
  z.object({
    ...{ action: z.literal('test'), campaign: idSchema, vapid: vapidSchema },
    code: z.string().regex(/^[0-9a-f]{8}$/),
  }),
  z.object({ action: z.literal('status'), campaign: idSchema }),
  /** Events that no desk has confirmed, oldest first; `confirmed` are those that are stored now. */
  z.object({ action: z.literal('events'), confirmed: z.array(countSchema).max(2_000) }),
]);
export type PushCall = z.infer<typeof pushCallSchema>;

export const pushAudienceSchema = z.object({ people });
/** After a call that sends: what went out in it, and who is ready still. */
export const pushSentSchema = z.object({ sent: countSchema, ready: countSchema });

/** People of a campaign by what became of them. */
export const pushStatusSchema = z.object({
  /** Divided, not sent yet. */
  ready: countSchema,
  /** A service asked for patience, or could not be reached. */
  waiting: countSchema,
  sent: countSchema,
  heldOut: countSchema,
  /** The subscription is over (404, 410); it was removed. */
  gone: countSchema,
  /** Refused by its service. */
  failed: countSchema,
  /** In flight when the hub was stopped or a connection broke: never sent again. */
  unknown: countSchema,
  delivered: countSchema,
  shown: countSchema,
  clicked: countSchema,
  closed: countSchema,
  /** Not divided: it is their night, or they had as many this week as they want. */
  quiet: countSchema,
  capped: countSchema,
  /** Not divided yet, and may get it now. */
  open: countSchema,
  /** When the next of those that wait may be sent to. */
  nextAtMs: instantSchema.optional(),
});
export type PushStatus = z.infer<typeof pushStatusSchema>;

/** What a hub knows of its readers without a campaign. */
export const pushReadersSchema = z.object({
  /** That browsers subscribe with; left out before a desk gave one. */
  publicKey: vapidSchema.shape.publicKey.optional(),
  readers: countSchema,
  /** Topics of pages that are shown, with who gets a campaign on them: they chose it, or chose none. */
  topics: z.array(z.object({ slug: slugSchema, name: z.string(), readers: countSchema })),
});

export const pushEventSchema = z.object({
  seq: countSchema,
  kind: z.enum([
    ...(['chosen', 'heldOut', 'sent', 'delivered', 'shown', 'clicked', 'closed'] as const),
    ...(['view', 'subscribed', 'unsubscribed'] as const),
  ]),
  person: idSchema,
  atMs: instantSchema,
  campaign: idSchema.optional(),
  experimentId: idSchema.optional(),
  path: z.string().max(300).optional(),
});
export type PushEvent = z.infer<typeof pushEventSchema>;

export const pushEventsSchema = z.object({ events: z.array(pushEventSchema) });
export const pushCampaignsSchema = z.object({ campaigns: z.array(pushCampaignSchema) });
export const pushDoneSchema = z.object({ done: z.literal(true) });

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
