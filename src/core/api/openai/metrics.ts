import type { EngineStats, Histogram } from '../../../contract/index.ts';
import type { WaitingRequests } from './admission/waitingRequests.ts';

type Labels = Record<string, string>;

/**
 * The engine in Prometheus' text format 0.0.4. Names beginning with `vllm:` mean what they mean
 * there (docs.vllm.ai, "Metrics"), so that dashboards made for it work; the others are our own.
 * `api`: what clients of this interface wait for, where that is bounded.
 */
export function engineMetrics(stats: EngineStats, api?: WaitingRequests['counts']): string {
  const labels: Labels = { model_name: stats.model?.id ?? '' };
  const { blocks, requests, prefixCache, tokens } = stats;
  const gauge = (name: string, help: string, value: number): string[] =>
    metric(name, 'gauge', help, [sample(name, labels, value)]);
  const counter = (name: string, help: string, value: number): string[] =>
    metric(name, 'counter', help, [sample(name, labels, value)]);
  const usage = blocks.total === 0 ? 0 : blocks.used / blocks.total;
  const states = (['used', 'shared', 'cached', 'free'] as const).map((state) =>
    sample('trendroom:kv_blocks', { ...labels, state }, blocks[state]),
  );
  const lines = [
    gauge('vllm:num_requests_running', 'Running requests.', requests.running),
    gauge('vllm:num_requests_waiting', 'Waiting requests.', requests.waiting),
    gauge('vllm:kv_cache_usage_perc', 'Share of KV cache blocks used by running requests.', usage),
    counter(
      'vllm:prefix_cache_queries_total',
      'Prompt tokens looked up in the prefix cache.',
      prefixCache.queriedTokens,
    ),
    counter(
      'vllm:prefix_cache_hits_total',
      'Prompt tokens found in the prefix cache.',
      prefixCache.hitTokens,
    ),
    counter('vllm:num_preemptions_total', 'Preempted requests.', requests.preemptions),
    counter('vllm:prompt_tokens_total', 'Prompt tokens processed.', tokens.prompt),
    counter('vllm:generation_tokens_total', 'Generated tokens.', tokens.generated),
    counter(
      'vllm:spec_decode_num_draft_tokens_total',
      'Tokens guessed ahead from the text itself.',
      tokens.drafted,
    ),
    counter(
      'vllm:spec_decode_num_accepted_tokens_total',
      'Of these, tokens that the model wrote.',
      tokens.draftsAccepted,
    ),
    counter('vllm:request_success_total', 'Finished requests.', requests.finished),
    histogram(
      'vllm:time_to_first_token_seconds',
      'Time to first token.',
      labels,
      stats.timeToFirstToken,
    ),
    histogram(
      'vllm:inter_token_latency_seconds',
      'Time between tokens.',
      labels,
      stats.timePerOutputToken,
    ),
    histogram(
      'vllm:e2e_request_latency_seconds',
      'End-to-end request latency.',
      labels,
      stats.requestDuration,
    ),
    metric(
      'trendroom:kv_blocks',
      'gauge',
      'KV cache blocks by state; shared blocks are also used.',
      states,
    ),
    gauge('trendroom:kv_waste_ratio', 'Allocated cells without a token.', stats.kvWasteRatio),
    counter('trendroom:requests_failed_total', 'Failed requests.', requests.failed),
    counter('trendroom:requests_cancelled_total', 'Cancelled requests.', requests.cancelled),
    counter('trendroom:embedding_tokens_total', 'Embedded tokens.', tokens.embedded),
    gauge('trendroom:saved_prefixes', 'Prefixes saved on disk.', prefixCache.savedPrefixes),
    gauge(
      'trendroom:saved_prefix_bytes',
      'Size of the prefixes saved on disk.',
      prefixCache.savedBytes,
    ),
    ...(api === undefined
      ? []
      : [
          gauge('trendroom:api_requests_waiting', 'Waiting answers of API clients.', api.waiting),
          gauge('trendroom:api_requests_waiting_max', 'Answers that may wait.', api.maxWaiting),
          counter(
            'trendroom:api_requests_refused_total',
            'Answers refused with 429 because too many waited.',
            api.refused,
          ),
        ]),
  ].flat();
  return `${lines.join('\n')}\n`;
}

function metric(name: string, type: string, help: string, samples: string[]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples];
}

function histogram(name: string, help: string, labels: Labels, values: Histogram): string[] {
  const bounds = values.buckets.map(({ upToSeconds, count }) =>
    sample(`${name}_bucket`, { ...labels, le: String(upToSeconds) }, count),
  );
  return metric(name, 'histogram', help, [
    ...bounds,
    sample(`${name}_bucket`, { ...labels, le: '+Inf' }, values.count),
    sample(`${name}_sum`, labels, values.sumSeconds),
    sample(`${name}_count`, labels, values.count),
  ]);
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}{${pairs.join(',')}} ${value}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
