import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Resource } from '../jobKind.ts';
import { ResourceSlots, type Slot } from './resourceSlots.ts';

const capacity = { cpu: 1, disk: 2, network: 3, server: 4 };
const resources: Resource[] = ['cpu', 'disk', 'network'];
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Request {
  resource: Resource;
  priority: number;
  sinceMs: number;
  order: number;
  state: 'waiting' | 'holding' | 'released' | 'aborted';
  slot?: Slot;
  controller: AbortController;
}

/** Those who should hold a slot before `request`. */
function goesBefore(other: Request, request: Request): boolean {
  return (
    other.priority > request.priority ||
    (other.priority === request.priority &&
      (other.sinceMs < request.sinceMs ||
        (other.sinceMs === request.sinceMs && other.order < request.order)))
  );
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('ask' as const),
      resource: fc.constantFrom(...resources),
      priority: fc.constantFrom(0, 0, 0, 5, 1_000),
      sinceMs: fc.constantFrom(0, 1, 2),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('release' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('abort' as const), pick: fc.nat() }) },
);

test('never above capacity, never idle with work waiting, in order, and everything ends', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const slots = new ResourceSlots({ capacity });
      const requests: Request[] = [];
      const of = (resource: Resource, state: Request['state']): Request[] =>
        requests.filter((request) => request.resource === resource && request.state === state);

      const ask = (wanted: Pick<Request, 'resource' | 'priority' | 'sinceMs'>): void => {
        const controller = new AbortController();
        const request: Request = {
          ...wanted,
          order: requests.length,
          state: 'waiting',
          controller,
        };
        requests.push(request);
        const { priority, sinceMs } = wanted;
        slots.acquire(wanted.resource, { priority, sinceMs, signal: controller.signal }).then(
          (slot) => {
            const passedOver = of(wanted.resource, 'waiting').filter((other) =>
              goesBefore(other, request),
            );
            expect(passedOver).toEqual([]);
            request.state = 'holding';
            request.slot = slot;
          },
          () => {
            request.state = 'aborted';
          },
        );
      };
      const pickOne = (state: Request['state'], pick: number): Request | undefined => {
        const choice = requests.filter((request) => request.state === state);
        return choice[pick % Math.max(1, choice.length)];
      };
      const release = (request: Request | undefined): void => {
        if (request === undefined) return;
        request.state = 'released';
        request.slot?.release();
        request.slot?.release();
      };

      for (const one of steps) {
        if (one.act === 'ask') ask(one);
        else if (one.act === 'release') release(pickOne('holding', one.pick));
        else pickOne('waiting', one.pick)?.controller.abort();
        await nextTurn();
        for (const resource of resources) {
          const held = of(resource, 'holding').length;
          expect(held).toBeLessThanOrEqual(capacity[resource]);
          if (of(resource, 'waiting').length > 0) expect(held).toBe(capacity[resource]);
        }
      }
      for (let left = pickOne('holding', 0); left !== undefined; left = pickOne('holding', 0)) {
        release(left);
        await nextTurn();
      }
      expect(requests.filter(({ state }) => state === 'waiting')).toEqual([]);
    }),
  );
});

test('run gives the slot back when the work throws, and a request aborted in line never runs', async () => {
  const slots = new ResourceSlots({ capacity });
  const failing = slots.run('cpu', 0, undefined, () => {
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  const held = Promise.withResolvers<void>();
  const holder = slots.run('cpu', 0, undefined, () => held.promise);
  const controller = new AbortController();
  let hasRun = false;
  const aborted = slots.run('cpu', 0, controller.signal, () => {
    hasRun = true;
  });
  controller.abort(new Error('not needed any more'));
  await expect(aborted).rejects.toThrow('not needed any more');
  held.resolve();
  await holder;
  expect(await slots.run('cpu', 0, undefined, () => 'free')).toBe('free');
  expect(hasRun).toBe(false);
  const late = slots.run('cpu', 0, AbortSignal.abort(new Error('too late')), () => {});
  await expect(late).rejects.toThrow('too late');
});
