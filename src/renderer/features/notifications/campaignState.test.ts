import { expect, test } from 'vitest';
import { type JobDto, type JobState, jobIdSchema, pushJobKey } from '../../../contract/index.ts';
import { jobsOfCampaign, standingOf } from './campaignState.ts';

const hub = 'http://127.0.0.1:4800';
const key = pushJobKey({ hub, campaignId: 'c1' });

function job(id: string, state: JobState, more: Partial<JobDto> = {}): JobDto {
  return {
    ...{ id: jobIdSchema.parse(id), kind: 'push', label: 'Bread', state, fraction: 0, attempts: 1 },
    ...{ stages: [], warnings: [], createdAtMs: 1, dedupeKey: key },
    ...more,
  };
}

test('the jobs of a campaign are those of its hub, at any time it was planned for', () => {
  const jobs = [
    job('now', 'done'),
    job('later', 'waiting', { dedupeKey: pushJobKey({ hub, campaignId: 'c1' }, 5) }),
    job('other', 'waiting', { dedupeKey: pushJobKey({ hub, campaignId: 'c12' }) }),
    job('elsewhere', 'waiting', {
      dedupeKey: pushJobKey({ hub: 'https://hub.example', campaignId: 'c1' }),
    }),
    job('publish', 'waiting', { kind: 'publish' }),
  ];
  expect(jobsOfCampaign(jobs, hub, { id: 'c1' }).map(({ id }) => id)).toEqual(['now', 'later']);
});

test('what jobs do comes before what the experiment is', () => {
  const [draft, running, decided] = (['draft', 'running', 'decided'] as const).map((state) => ({
    state,
  }));
  const planned = job('p', 'waiting', { notBeforeMs: 9 });
  const stateOf = (...given: Parameters<typeof standingOf>) => standingOf(...given).state;
  expect(stateOf(draft, [])).toBe('draft');
  expect(stateOf(draft, [planned])).toBe('planned');
  expect(stateOf(draft, [job('a', 'cancelled')])).toBe('draft');
  expect(stateOf(draft, [job('a', 'waiting')])).toBe('sending');
  expect(stateOf(running, [planned, job('a', 'running')])).toBe('sending');
  // The readers who sleep follow in a job of their own.
  expect(standingOf(running, [planned, job('a', 'done')])).toEqual({
    ...{ state: 'waiting', job: planned },
  });
  expect(stateOf(running, [job('a', 'done')])).toBe('measuring');
  expect(stateOf(running, [job('b', 'failed'), job('a', 'done')])).toBe('failed');
  expect(stateOf(running, [job('c', 'done'), job('b', 'failed')])).toBe('measuring');
  expect(stateOf(decided, [job('b', 'failed')])).toBe('decided');
  expect(stateOf(undefined, [])).toBe('unknown');
});
