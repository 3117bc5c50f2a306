import { expect, test } from 'vitest';
import type { EngineStats } from '../../../contract/index.ts';
import { engineMetrics } from './metrics.ts';

const histogram = {
  buckets: [
    { upToSeconds: 0.1, count: 2 },
    { upToSeconds: 1, count: 3 },
  ],
  sumSeconds: 4.5,
  count: 4,
};
const stats: EngineStats = {
  state: 'busy',
  model: { id: 'a "model"\\', path: '/models/a.gguf' },
  otherModels: [],
  backend: 'cpu',
  threads: 2,
  uptimeMs: 1_000,
  plan: null,
  blocks: { tokensPerBlock: 16, total: 8, used: 2, shared: 1, cached: 3, free: 3 },
  kvWasteRatio: 0.02,
  requests: { running: 2, waiting: 1, finished: 4, failed: 1, cancelled: 5, preemptions: 6 },
  prefixCache: { queriedTokens: 100, hitTokens: 40, savedPrefixes: 1, savedBytes: 9 },
  tokens: {
    prompt: 60,
    generated: 30,
    embedded: 7,
    drafted: 12,
    draftsAccepted: 8,
    promptPerSecond: 6,
    generatedPerSecond: 3,
  },
  timeToFirstToken: histogram,
  timePerOutputToken: histogram,
  requestDuration: histogram,
  notices: [],
};

test('samples carry the model, escaped, and histograms are cumulative up to infinity', () => {
  const lines = engineMetrics(stats).split('\n');
  const model = String.raw`model_name="a \"model\"\\"`;
  expect(lines).toEqual(
    expect.arrayContaining([
      `vllm:num_requests_running{${model}} 2`,
      `vllm:kv_cache_usage_perc{${model}} 0.25`,
      `vllm:prefix_cache_hits_total{${model}} 40`,
      `vllm:spec_decode_num_accepted_tokens_total{${model}} 8`,
      '# TYPE vllm:time_to_first_token_seconds histogram',
      `vllm:time_to_first_token_seconds_bucket{${model},le="0.1"} 2`,
      `vllm:time_to_first_token_seconds_bucket{${model},le="+Inf"} 4`,
      `vllm:time_to_first_token_seconds_sum{${model}} 4.5`,
      `trendroom:kv_blocks{${model},state="cached"} 3`,
    ]),
  );
  // Every sample follows the type of its own metric.
  let type = '';
  for (const line of lines.filter((each) => each !== '')) {
    if (line.startsWith('# TYPE ')) type = line.split(' ')[2] ?? '';
    else if (!line.startsWith('#')) expect(line.startsWith(type)).toBe(true);
  }
});

test('a stopped engine has zeros, not gaps', () => {
  const stopped = { ...stats, model: null, blocks: { ...stats.blocks, total: 0, used: 0 } };
  expect(engineMetrics(stopped)).toContain('vllm:kv_cache_usage_perc{model_name=""} 0\n');
});
