import { Client } from 'undici';
import { quantile } from '../benchmark.ts';

export interface LoadFigures {
  requestsPerSecond: number;
  /** From the request to the first byte of the answer's body. */
  ttfbP50Ms: number;
  ttfbP99Ms: number;
  bytes: number;
}

/**
 * Asks one address over connections that stay open, each with its next request when the answer is
 * there. Of what comes before `warmMs` nothing is counted. Errors: an answer other than 200.
 */
export async function load(
  url: string,
  { connections, warmMs, runMs }: { connections: number; warmMs: number; runMs: number },
): Promise<LoadFigures> {
  const { origin, pathname } = new URL(url);
  const times: number[] = [];
  let bytes = 0;
  const beginMs = performance.now() + warmMs;
  const endMs = beginMs + runMs;
  const ask = async (): Promise<void> => {
    const client = new Client(origin, { pipelining: 1 });
    while (performance.now() < endMs) {
      const startedMs = performance.now();
      const { statusCode, body } = await client.request({ path: pathname, method: 'GET' });
      let firstMs: number | undefined;
      let sizeBytes = 0;
      for await (const part of body) {
        firstMs ??= performance.now();
        sizeBytes += part.length;
      }
      if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}.`);
      bytes = sizeBytes;
      if (startedMs >= beginMs && performance.now() <= endMs) {
        times.push((firstMs ?? performance.now()) - startedMs);
      }
    }
    await client.close();
  };
  await Promise.all(Array.from({ length: connections }, ask));
  return {
    requestsPerSecond: times.length / (runMs / 1_000),
    ...{ ttfbP50Ms: quantile(times, 0.5), ttfbP99Ms: quantile(times, 0.99), bytes },
  };
}
