import { expect, test } from 'vitest';
import { type Endpoint, endpointIdSchema } from '../../../../contract/index.ts';
import { factsOf, missingLabels, serversHeadline, statusBadge } from './serverLabels.ts';

const fresh: Endpoint = {
  id: endpointIdSchema.parse('01900000-0000-7000-8000-000000000001'),
  name: 'GPU box',
  role: 'chat',
  url: 'https://gpu.example:8000',
  model: '',
  priority: 0,
  enabled: true,
  maxConcurrency: 64,
  caPem: '',
  proxyUrl: '',
  inputPrice: 0,
  outputPrice: 0,
  hasKey: false,
};
const checked: Endpoint = {
  ...fresh,
  contract: {
    checkedAtMs: 1,
    state: 'limited',
    serverVersion: '0.32.0',
    models: ['gemma'],
    maxTokens: 8_192,
    latencyMs: 41.6,
    capabilities: [
      { capability: 'chat', works: true, words: 'Answers.' },
      { capability: 'priority', works: false, words: 'No priorities: batches go first come.' },
    ],
  },
};

test('a server says how it stands, what it is and what it lacks', () => {
  expect(statusBadge(fresh)).toEqual({ label: 'Not checked', tone: 'neutral' });
  expect(statusBadge(checked)).toEqual({ label: 'Limited', tone: 'caution' });
  expect(statusBadge({ ...checked, enabled: false })).toEqual({ label: 'Off', tone: 'neutral' });
  expect(factsOf(fresh)).toBe('max. 64 concurrent');
  expect(factsOf(checked)).toBe(
    'gemma · version 0.32.0 · 8,192 tokens · 42 ms latency · max. 64 concurrent',
  );
  expect(missingLabels(fresh)).toEqual([]);
  expect(missingLabels(checked)).toEqual(['No priorities: batches go first come.']);
});

test('a server that was not reached says why and what to do', () => {
  const error = { code: 'endpoint.unreachable', message: 'No answer', hint: 'Start it.' } as const;
  const contract = {
    checkedAtMs: 1,
    state: 'unreachable',
    models: [],
    capabilities: [],
    error,
  } as const;
  const lost: Endpoint = { ...fresh, contract: { ...contract, models: [], capabilities: [] } };
  expect(missingLabels(lost)).toEqual([
    'No answer. Make sure the address is right and the server is running, then check it again.',
  ]);
  expect(serversHeadline([lost])).toBe('1 server, none available.');
});

test('the headline counts what can be used and what may be sent texts', () => {
  expect(serversHeadline([])).toBe('No servers connected.');
  expect(serversHeadline([checked, fresh])).toBe('1 of 2 servers available, 0 approved.');
  expect(serversHeadline([{ ...checked, approvedAtMs: 1 }])).toBe('1 of 1 server available.');
});
