import type { EventEnvelope, PushEvent } from '../../../contract/index.ts';

/** The arms of a campaign's experiment. */
export const heldOutVariant = 'A';
export const sentVariant = 'B';

const states = {
  ...{ sent: 'sent', delivered: 'delivered', shown: 'shown' },
  ...{ clicked: 'opened', closed: 'dismissed' },
} as const;

/**
 * What a hub tells, as the growth loop counts it. Both arms are exposed when they were divided, whether
 * a message arrived or not; an exposure is never before the start of its experiment, whose clock is
 * another one.
 */
export function growthEvent(
  { seq, kind, person, atMs, campaign = '', experimentId = '', path = '' }: PushEvent,
  startedAtMs = 0,
): EventEnvelope {
  const common = { id: `push:${person}:${seq}`, person, atMs, consent: 'granted' } as const;
  switch (kind) {
    case 'chosen':
    case 'heldOut': {
      const variant = kind === 'chosen' ? sentVariant : heldOutVariant;
      const properties = { experiment: experimentId, variant, surface: 'push' };
      return { ...common, atMs: Math.max(atMs, startedAtMs), name: 'exposure', properties };
    }
    case 'view':
      // Surfaces are 200 characters long at most.
      return { ...common, name: 'view', properties: { surface: path.slice(0, 200) } };
    case 'subscribed':
    case 'unsubscribed': {
      const state = kind === 'subscribed' ? 'started' : 'ended';
      return { ...common, name: 'subscription', properties: { state, plan: 'push' } };
    }
    default:
      return { ...common, name: 'push', properties: { state: states[kind], campaign } };
  }
}
