import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLocalDatabase, type TeamDatabase } from '../../sync/index.ts';
import { migrateGrowth } from '../database/growthTables.ts';
import { createEvents } from '../events/createEvents.ts';
import { createRetention } from './createRetention.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = Date.UTC(2026, 5, 15, 12);

let db: TeamDatabase;
beforeAll(async () => {
  db = await openLocalDatabase();
  await migrateGrowth(db);
});
afterAll(() => db.close());

const database = {
  get: () => Promise.resolve(db),
  dispose: () => Promise.resolve(),
};

test('who came back after a campaign and a page, of those for whom the time is over', async () => {
  const clock = { nowMs: () => nowMs };
  let count = 0;
  const event = (person: string, name: string, atMs: number, properties: object) => ({
    ...{ id: `${count++}`, name, person, atMs, properties, consent: 'granted' as const },
  });
  const pushed = { state: 'sent', campaign: 'lentils' };
  const read = { surface: '/reports/lentils' };
  const tenDaysAgoMs = nowMs - 10 * dayMs;
  await createEvents({ database, clock }).add([
    // Four were sent it ten days ago: one clicks at once, one after three days, one too late, one never.
    ...['a', 'b', 'c', 'd'].map((person) => event(person, 'push', tenDaysAgoMs, pushed)),
    event('a', 'click', tenDaysAgoMs + hourMs, { target: 'open' }),
    event('b', 'click', tenDaysAgoMs + 3 * dayMs, { target: 'open' }),
    event('c', 'click', tenDaysAgoMs + 8 * dayMs, { target: 'open' }),
    // That it was dismissed is no coming back, nor is that it was sent again.
    event('d', 'push', tenDaysAgoMs + hourMs, { ...pushed, state: 'dismissed' }),
    event('d', 'push', tenDaysAgoMs + dayMs, pushed),
    // For the fifth the week is not over, for the sixth no day.
    event('e', 'push', nowMs - 2 * dayMs, pushed),
    event('f', 'push', nowMs - hourMs, pushed),
    // Of two readers one goes on for ten minutes, and the other comes back in the evening.
    ...['r', 's'].map((person) => event(person, 'view', tenDaysAgoMs, read)),
    event('r', 'view', tenDaysAgoMs + hourMs / 6, read),
    event('s', 'conversion', tenDaysAgoMs + 8 * hourMs, { goal: 'signup' }),
    event('bot', 'view', tenDaysAgoMs, { ...read, userAgent: 'Googlebot/2.1' }),
    event('old', 'view', nowMs - 200 * dayMs, { surface: '/old' }),
  ]);
  const { returns } = await createRetention({ database, clock }).returns({ days: 90 });
  expect(returns).toMatchObject([
    {
      ...{ after: 'push', name: 'lentils', people: 6 },
      withinDay: { returned: 1, of: 5, share: { value: 0.2 } },
      withinWeek: { returned: 2, of: 4, share: { value: 0.5 } },
    },
    {
      ...{ after: 'view', name: '/reports/lentils', people: 2 },
      withinDay: { returned: 1, of: 2 },
      withinWeek: { returned: 1, of: 2 },
    },
  ]);
});
