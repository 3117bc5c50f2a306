import { expect, test } from 'vitest';
import { WorkLane } from './workLane.ts';

const never = new AbortController().signal;

/** A promise to be settled from outside. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('one piece of work at a time, higher ranks first, then in order of arrival', async () => {
  const lane = new WorkLane();
  const { opened, open } = gate();
  const log: string[] = [];
  const first = lane.run(0, never, async () => {
    await opened;
    log.push('first');
  });
  const rest = [
    ['batch a', 0],
    ['batch b', 0],
    ['draft', 1],
    ['query', 2],
  ] as const;
  const all = rest.map(([name, rank]) =>
    lane.run(rank, never, async () => {
      log.push(name);
      await Promise.resolve();
      log.push(`${name} end`);
    }),
  );
  open();
  await Promise.all([first, ...all]);
  expect(log).toEqual([
    'first',
    ...['query', 'draft', 'batch a', 'batch b'].flatMap((name) => [name, `${name} end`]),
  ]);
});

test('long work lets higher ranks go first and goes on before its own rank', async () => {
  const lane = new WorkLane();
  const { opened, open } = gate();
  const log: string[] = [];
  const long = lane.run(1, never, async (giveWay) => {
    await opened;
    log.push('long 1');
    await giveWay();
    log.push('long 2');
    await giveWay();
    log.push('long 3');
  });
  const others = [0, 1, 2, 2].map((rank, i) =>
    lane.run(rank, never, async () => {
      log.push(`rank ${rank} (${i})`);
    }),
  );
  open();
  await Promise.all([long, ...others]);
  expect(log).toEqual([
    'long 1',
    'rank 2 (2)',
    'rank 2 (3)',
    'long 2',
    'long 3',
    'rank 1 (1)',
    'rank 0 (0)',
  ]);
});

test('work aborted in line leaves it, and work that fails frees the lane', async () => {
  const lane = new WorkLane();
  const { opened, open } = gate();
  const failing = lane.run(0, never, async () => {
    await opened;
    throw new Error('broken');
  });
  const controller = new AbortController();
  const aborted = lane.run(0, controller.signal, async () => 'never runs');
  const last = lane.run(0, never, async () => 'ran');
  controller.abort(new Error('cancelled'));
  await expect(aborted).rejects.toThrow('cancelled');
  open();
  await expect(failing).rejects.toThrow('broken');
  expect(await last).toBe('ran');
});
