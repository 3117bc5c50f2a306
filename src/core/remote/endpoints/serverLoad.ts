import { RemoteError } from './connection/remoteError.ts';

/** Requests of all clients. */
export interface ServerLoad {
  running: number;
  /** In the server's own queue. */
  waiting: number;
}

/**
 * What vLLM's `/metrics` says of its queue (gauges of Prometheus' text format, one a engine).
 * Errors: RemoteError `endpoint.invalidAnswer` when it does not.
 */
export function readServerLoad(text: string, serverName: string): ServerLoad {
  const running = sumOf(text, 'vllm:num_requests_running');
  const waiting = sumOf(text, 'vllm:num_requests_waiting');
  if (running === undefined || waiting === undefined) {
    const message = `${serverName} does not report its waiting requests.`;
    const failure = { retryable: false, reached: true };
    throw new RemoteError('endpoint.invalidAnswer', message, failure);
  }
  return { running, waiting };
}

function sumOf(text: string, gauge: string): number | undefined {
  const values = text.split('\n').flatMap((line) => {
    const after = line.startsWith(gauge) ? line.slice(gauge.length) : '';
    // Labels may hold anything, and the name may be the beginning of another.
    if (!after.startsWith('{') && !after.startsWith(' ')) return [];
    const value = Number(after.slice(after.lastIndexOf('}') + 1).trim());
    return Number.isFinite(value) && value >= 0 ? [value] : [];
  });
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}
