import {
  type EventEnvelope,
  eventEnvelopeSchema,
  eventProperties,
} from '../../../contract/index.ts';

const dayMs = 86_400_000;
/** Clocks of phones are wrong by hours; more than a day ahead is no time that anything happened. */
const maxAheadMs = dayMs;
/** Nothing was recorded before; a clock that was never set says 1970. */
const firstMs = Date.UTC(2010, 0, 1);

export type CheckedEvent =
  | { event: EventEnvelope; isBot: boolean }
  | { problem: string; person: string | undefined };

const bots =
  /bot\b|crawler|spider|slurp|headless|phantomjs|lighthouse|curl\/|wget\/|python-requests|facebookexternalhit|preview/i;

/** An event as the registry knows it, or why it is not one. */
export function checkEvent(given: unknown, nowMs: number): CheckedEvent {
  // Postgres stores neither NUL nor half of a surrogate pair.
  if (/\\u(?:0000|d[89a-f])/i.test(JSON.stringify(given) ?? '')) {
    return { problem: 'event: characters that cannot be stored', person: undefined };
  }
  const envelope = eventEnvelopeSchema.safeParse(given);
  if (!envelope.success) return { problem: problemOf(envelope.error), person: personOf(given) };
  const event = envelope.data;
  const { atMs, person, name } = event;
  if (atMs > nowMs + maxAheadMs) return { problem: 'atMs: more than a day in the future', person };
  if (atMs < firstMs) return { problem: 'atMs: before 2010, a clock that was not set', person };
  const properties = eventProperties[name].safeParse(event.properties);
  if (!properties.success) {
    return { problem: problemOf(properties.error, 'properties'), person };
  }
  const { userAgent = '' } = properties.data;
  return { event: { ...event, properties: properties.data }, isBot: bots.test(userAgent) };
}

interface Issues {
  issues: readonly { path: readonly PropertyKey[]; message: string }[];
}

function problemOf({ issues }: Issues, prefix?: string): string {
  const { path = [], message = '' } = issues[0] ?? {};
  const field = [...(prefix === undefined ? [] : [prefix]), ...path.map(String)].join('.');
  return `${field === '' ? 'event' : field}: ${message}`;
}

/** So that what is kept aside of a person can be deleted with the rest. */
function personOf(given: unknown): string | undefined {
  const isObject = typeof given === 'object' && given !== null && 'person' in given;
  return isObject && typeof given.person === 'string' ? given.person : undefined;
}
