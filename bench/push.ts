import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../hub/server/database.ts';
import { buildHub, type RunningHub, startHub } from '../scripts/hub/hubProcess.ts';
import { newReaderKeys } from '../scripts/hub/push/newKeys.ts';
import { type PushService, startPushService } from '../scripts/hub/push/pushService.ts';
import { freePort } from '../scripts/team/freePort.ts';
import { type PushStatus, pushStatusSchema } from '../src/contract/index.ts';
import type { Benchmark } from './benchmark.ts';
import { rowOf } from './hub/part.ts';
import { pushDesk } from './push/pushDesk.ts';

const readers = 100_000;
const minPerSecond = 300;
/** The share of what is to be received after which the desk, then the hub, are killed. */
const desksEnd = 0.3;
const hubsEnd = 0.6;

/**
 * A campaign to 100,000 subscriptions: the terminal's own command, a hub that is built and started, and
 * a push service that checks every signature. The desk is killed on the way, and so is the hub.
 */
export const benchmark: Benchmark = {
  name: 'push',
  run: async () => {
    await buildHub();
    const folder = await mkdtemp(join(tmpdir(), 'trendroom-push-bench-'));
    const service = await startPushService({ keepsBodies: false });
    try {
      return await measure(folder, service);
    } finally {
      await service.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string, service: PushService) {
  await addReaders(join(folder, 'database'), service);
  const port = await freePort();
  const open = () => startHub({ folder, port, pushOrigins: [service.origin] });
  let hub = await open();
  const desk = pushDesk(folder, hub);
  await desk.run('push', 'keys');
  const { id } = await desk.run<{ id: string }>(
    ...['push', 'create', 'Bread is back', '--body', 'It rose 40 % in a week.'],
    ...['--path', '/', '--baseline', '0.2', '--held-out', '0.0001'],
  );
  const startedMs = performance.now();
  const first = desk.start('push', 'send', id);
  await receivedAtLeast(service, readers * desksEnd, first);
  first.kill('SIGKILL');
  await once(first, 'close');
  const second = desk.start('push', 'send', id);
  await receivedAtLeast(service, readers * hubsEnd, second);
  hub.process.kill('SIGKILL');
  await once(hub.process, 'exit');
  hub = await open();
  const perSecond = await finish(hub, second, () => desk.start('push', 'send', id), {
    ...{ service, startedMs },
  });
  const status = pushStatusSchema.parse(await desk.run('push', 'status', id));
  await hub.stop();
  return result(status, service, perSecond);
}

/** The desk's job asks again until the hub is back; where it gave up before, it is started again. */
async function finish(
  hub: RunningHub,
  running: ChildProcess,
  again: () => ChildProcess,
  { service, startedMs }: { service: PushService; startedMs: number },
): Promise<number> {
  if (running.exitCode === null) await once(running, 'close');
  if (running.exitCode !== 0) {
    const last = again();
    await once(last, 'close');
    if (last.exitCode !== 0)
      throw new Error(`The desk ended with ${last.exitCode} at ${hub.origin}.`);
  }
  return (service.received.length / (service.lastAtMs() - startedMs)) * 1_000;
}

function result(status: PushStatus, { received }: PushService, perSecond: number) {
  const counts = new Map<string, number>();
  for (const { id } of received) counts.set(id, (counts.get(id) ?? 0) + 1);
  const twice = [...counts.values()].filter((times) => times > 1).length;
  const divided = status.sent + status.heldOut + status.unknown;
  return {
    name: 'push',
    rows: [
      rowOf(
        `sent, kills and restarts included, of ${readers}`,
        '/s',
        perSecond,
        minPerSecond,
        true,
      ),
      rowOf('subscriptions that got it twice', '', twice, 1),
      rowOf('divided into sent, held out and unknown', '', divided, readers, true),
      rowOf('in flight at the kill of the hub, never sent again', '', status.unknown, 32),
    ],
    notes: [
      `sent ${status.sent}, held out ${status.heldOut}, unknown ${status.unknown} (of which ${received.length - status.sent} arrived), waiting ${status.waiting}, failed ${status.failed}; the service took ${received.length} of ${counts.size} subscriptions.`,
    ],
  };
}

async function receivedAtLeast(
  service: PushService,
  count: number,
  desk: ChildProcess,
): Promise<void> {
  while (service.received.length < count) {
    if (desk.exitCode !== null) throw new Error(`The desk ended early with ${desk.exitCode}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** As readers subscribe, without a hundred thousand requests; a hundred browsers share their keys. */
async function addReaders(folder: string, service: PushService): Promise<void> {
  const database = await openDatabase({ folder });
  const keys = Array.from({ length: 100 }, newReaderKeys);
  await database.query(
    `INSERT INTO hub_push_subscriptions (person, token, endpoint, p256dh, auth, topics, zone,
       quiet_from, quiet_until, max_per_week, created_at_ms)
     SELECT gen_random_uuid()::text, lpad(i::text, 43, 't'), $1 || i, ($2::text[])[1 + i % 100],
       ($3::text[])[1 + i % 100], '{}', 'UTC', 0, 0, 3, 0 FROM generate_series(1, ${readers}) AS i`,
    [service.endpointOf(''), ...[keys.map(({ p256dh }) => p256dh), keys.map(({ auth }) => auth)]],
  );
  await database.query('ANALYZE hub_push_subscriptions');
  await database.close();
}
