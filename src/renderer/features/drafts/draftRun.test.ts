import { beforeEach, expect, test } from 'vitest';
import {
  type Brief,
  briefSchema,
  type DraftEvent,
  draftEventSchema,
  draftIdSchema,
} from '../../../contract/index.ts';
import { useDraftRun } from './draftRun.ts';

const brief = briefSchema.parse({ topic: 'lentils' });
const started = draftEventSchema.parse({
  type: 'started',
  briefId: 'b1',
  evidence: [],
  model: 'Gemma',
});
const token = (text: string): DraftEvent => ({ type: 'token', index: 0, text });

/** A host that sends these events, then does what `end` does. */
function hostOf(events: DraftEvent[], end: (signal: AbortSignal) => Promise<void>) {
  return {
    drafts: {
      async create(_: Brief, { signal }: { signal: AbortSignal }) {
        return (async function* () {
          yield* events;
          await end(signal);
        })();
      },
    },
  };
}

const untilStopped = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => {
    const end = (): void => reject(new Error('cancelled'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
const current = () => useDraftRun.getState();
const firstWord = () =>
  new Promise<void>((resolve) => {
    const stop = useDraftRun.subscribe(({ run }) => {
      if (run?.slots.some(({ state }) => state === 'writing') !== true) return;
      stop();
      resolve();
    });
  });

beforeEach(() => {
  current().stop();
  current().dismiss();
});

test('a run is followed to its end, and the list of briefs is told twice', async () => {
  let changes = 0;
  await current().start(
    hostOf([started, token('Who')], async () => {}),
    brief,
    () => changes++,
  );
  expect(current().run).toMatchObject({ state: 'done', briefId: 'b1', slots: [] });
  expect(changes).toBe(2);
});

test('what fails is in the run', async () => {
  const error = new Error('gone');
  await current().start(
    hostOf([started], async () => {
      throw error;
    }),
    brief,
  );
  expect(current().run).toMatchObject({ state: 'failed', error });
});

test('stopping is no failure, and the host is told', async () => {
  const seen = firstWord();
  const ended = current().start(hostOf([started, token('Who')], untilStopped), brief);
  await seen;
  current().stop();
  await ended;
  expect(current().run).toMatchObject({ state: 'stopped', error: undefined });
});

test('another start takes over, and the first one changes nothing any more', async () => {
  const seen = firstWord();
  const first = current().start(hostOf([started, token('Who')], untilStopped), brief);
  await seen;
  const other = briefSchema.parse({ topic: 'bread' });
  await current().start(
    hostOf([], async () => {}),
    other,
  );
  await first;
  expect(current().run).toMatchObject({ state: 'done', brief: other });
});

test('a run is not forgotten while it goes on', async () => {
  const seen = firstWord();
  const ended = current().start(hostOf([started, token('Who')], untilStopped), brief);
  await seen;
  current().dismiss();
  expect(current().run?.state).toBe('running');
  current().stop();
  await ended;
  current().dismiss();
  expect(current().run).toBeUndefined();
});

test('a draft more that fails leaves the brief as it was, and the failure to who asked', async () => {
  await current().start(
    hostOf([started], async () => {}),
    brief,
  );
  const before = current().run;
  if (before === undefined) throw new Error('There is a run.');
  const events = async () => {
    throw new Error('no other moment');
  };
  const after = draftIdSchema.parse('d1');
  await expect(current().extend(before, { after, events })).rejects.toThrow('no other moment');
  expect(current().run).toEqual(before);
});

test('a draft more that is stopped is no end of its own, and leaves what was kept', async () => {
  await current().start(
    hostOf([started], async () => {}),
    brief,
  );
  const before = current().run;
  if (before === undefined) throw new Error('There is a run.');
  const seen = firstWord();
  const events = ({ signal }: { signal: AbortSignal }) =>
    hostOf([token('Who')], untilStopped).drafts.create(brief, { signal });
  const whole = current().extend(before, { after: draftIdSchema.parse('d1'), events });
  await seen;
  expect(current().run?.state).toBe('extending');
  current().stop();
  expect(await whole).toBe(false);
  expect(current().run).toEqual(before);
});
