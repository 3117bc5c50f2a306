import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../hub/server/database.ts';
import { createPush, type Push } from '../../hub/server/push/createPush.ts';
import type { Experiment, PushEvent, PushStatus } from '../../src/contract/index.ts';
import type { Events, Experiments, GrowthDatabase } from '../../src/core/growth/index.ts';
import { addReturned } from '../../src/core/growth/push/collectEvents.ts';
import { growthEvent, sentVariant } from '../../src/core/growth/push/growthEvent.ts';
import { returnedGoal } from '../../src/core/growth/push/returnedEvents.ts';
import { decryptPush } from '../hub/push/decryptPush.ts';
import { newReaderKeys, newVapidKeys, type ReaderKeys } from '../hub/push/newKeys.ts';
import { type PushService, startPushService } from '../hub/push/pushService.ts';

const readers = 2_000;
const returnShare = 0.3;
const returnShareOfNotified = 0.45;
const clickShare = 0.1;
const campaign = 'demo';
const message = { title: 'Bread is back', body: 'It rose 40 % in a week.', path: '/p/bread' };
const dayMs = 86_400_000;
/** No reader of the demo sleeps. */
const choice = {
  ...{ topics: [], zone: 'UTC', quietFromHour: 0, quietUntilHour: 0, maxPerWeek: 7 },
};

export interface DemoTools {
  database: Pick<GrowthDatabase, 'get'>;
  events: Events;
  experiments: Experiments;
  random: () => number;
  startMs: number;
  /** Lets time pass for the growth loop. */
  passTo: (nowMs: number) => void;
}

/**
 * A notification from the first subscription to the verdict: a hub's database, a push service on this
 * machine, messages that are encrypted, sent and read, and readers who return with a known chance. Only
 * the week until they do is made up.
 */
export async function demoNotification(
  tools: DemoTools,
): Promise<{ status: PushStatus; decided: Experiment }> {
  const { events, experiments, random, startMs, passTo } = tools;
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-demo-hub-'));
  const database = await openDatabase({ folder });
  const service = await startPushService();
  const push = createPush({
    ...{ database, origin: 'http://127.0.0.1', services: [service.origin] },
    ...{ isAlone: true, process: 'demo' },
  });
  try {
    const { id } = await experiments.create({
      ...{ name: `Notification: ${message.title}`, hypothesis: 'More readers return in a week.' },
      metric: { measure: `conversion:${returnedGoal(campaign, 7)}` },
      guardrails: [{ measure: 'subscription:ended', higherIsBetter: false }],
      ...{ baseline: returnShare, minimumEffect: 0.2 },
      variants: [{ text: 'No notification' }, { text: message.body }],
    });
    await experiments.start(id);
    const created = { id: campaign, experimentId: id, message, createdAtMs: startMs };
    await push.campaigns.create(created);
    const known = await subscribeAll(push, service);
    await sendAll(push, experiments, id);
    await read(push, service, known, random);
    await returnSome(push, service, known, random);
    const told = await eventsOf(push);
    const moved = told.map((event) => moveTo(event, startMs, random));
    passTo(startMs + 8 * dayMs);
    for (let from = 0; from < moved.length; from += 2_000) {
      await events.add(moved.slice(from, from + 2_000).map((event) => growthEvent(event, startMs)));
    }
    await addReturned(tools, created);
    return { status: await push.campaigns.status(campaign), decided: await experiments.decide(id) };
  } finally {
    await service.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Reader extends ReaderKeys {
  token: string;
}

/** By what the service calls them. */
async function subscribeAll(push: Push, service: PushService): Promise<Map<string, Reader>> {
  const known = new Map<string, Reader>();
  for (let at = 0; at < readers; at++) {
    const keys = newReaderKeys();
    const target = { endpoint: service.endpointOf(`r${at}`), keys };
    const { token } = await push.subscriptions.subscribe({ target, choice });
    known.set(`r${at}`, { ...keys, token });
  }
  return known;
}

async function sendAll(push: Push, experiments: Experiments, id: string): Promise<void> {
  const vapid = newVapidKeys();
  await push.campaigns.keepKey(vapid.publicKey);
  for (let after = ''; ; ) {
    const people = await push.campaigns.audience(campaign, after, 500);
    const last = people.at(-1);
    if (last === undefined) return;
    const chosen: string[] = [];
    const heldOut: string[] = [];
    for (const person of people) {
      const { variant } = await experiments.assign(id, person);
      (variant === sentVariant ? chosen : heldOut).push(person);
    }
    await push.campaigns.divide(campaign, chosen, heldOut);
    await push.sending.send(await push.campaigns.find(campaign), vapid);
    after = last;
  }
}

/** Each message is decrypted by its reader's keys, shown, and clicked by some. */
async function read(
  push: Push,
  { received }: PushService,
  known: ReadonlyMap<string, Reader>,
  random: () => number,
): Promise<void> {
  for (const { id, body } of received) {
    const reader = known.get(id);
    if (reader === undefined) throw new Error(`The service has a message for ${id}.`);
    const { token }: { token: string } = JSON.parse(decryptPush(body, reader));
    for (const kind of ['delivered', 'shown'] as const) {
      await push.subscriptions.beacon({ kind, token, campaign });
    }
    if (random() > clickShare) continue;
    await push.subscriptions.beacon({ kind: 'clicked', token, campaign });
  }
}

/** In the week after, some open the page: of those who got the message more. */
async function returnSome(
  push: Push,
  { received }: PushService,
  known: ReadonlyMap<string, Reader>,
  random: () => number,
): Promise<void> {
  const notified = new Set(received.map(({ id }) => id));
  for (const [id, { token }] of known) {
    if (random() > (notified.has(id) ? returnShareOfNotified : returnShare)) continue;
    await push.subscriptions.beacon({ kind: 'view', token, path: message.path });
  }
}

/** All, as a desk takes them over. */
async function eventsOf(push: Push): Promise<PushEvent[]> {
  const all: PushEvent[] = [];
  for (let confirmed: number[] = []; ; ) {
    const told = await push.campaigns.events(confirmed);
    if (told.length === 0) return all;
    all.push(...told);
    confirmed = told.map(({ seq }) => seq);
  }
}

/** What took a moment takes a week: subscriptions before, visits in the days after. */
function moveTo(event: PushEvent, startMs: number, random: () => number): PushEvent {
  if (event.kind === 'subscribed') return { ...event, atMs: startMs - dayMs };
  const afterMs = event.kind === 'view' ? 60_000 + random() * 6 * dayMs : 1_000;
  return { ...event, atMs: Math.round(startMs + afterMs) };
}
