import { quantile } from '../benchmark.ts';
import { type LoadFigures, load } from './load.ts';
import { type HubPart, published, rowOf } from './part.ts';
import { startStarter } from './starter.ts';

const shape = { connections: 32, warmMs: 1_500, runMs: 4_000 };
const rounds = 3;

/** A page of the hub that is in its cache, against a plain Next.js app, in turns on the same machine. */
export const loadBench: HubPart = async (hub) => {
  const slug = await published(hub);
  const starter = await startStarter();
  try {
    const figures = new Map<string, LoadFigures[]>();
    const urls = [`${hub.origin}/p/${slug}`, starter.staticUrl, starter.dynamicUrl];
    for (let round = 0; round < rounds; round++) {
      for (const url of urls) {
        figures.set(url, [...(figures.get(url) ?? []), await load(url, shape)]);
      }
    }
    const [ours, still, dynamic] = urls.map((url) => middle(figures.get(url) ?? []));
    if (ours === undefined || still === undefined || dynamic === undefined) return { rows: [] };
    const rate = (of: LoadFigures): string => `${Math.round(of.requestsPerSecond)} requests/s`;
    const what = `a cached page, ${shape.connections} connections`;
    return {
      rows: [
        rowOf(`${what}: p50 to the first byte`, 'ms', ours.ttfbP50Ms, 15),
        rowOf(`${what}: requests`, 'requests/s', ours.requestsPerSecond, 1_000, true),
        ...[
          { of: dynamic, name: 'a plain Next.js page that is rendered for each request', bar: 0.9 },
          { of: still, name: 'a plain Next.js page that was prerendered', bar: 0.9 },
        ].map(({ of, name, bar }) => {
          const ratio = ours.requestsPerSecond / of.requestsPerSecond;
          return {
            ...{ what: `${what}: against ${name}`, ours: rate(ours), peer: rate(of), ratio, bar },
            ...{ atLeast: true as const, holds: ratio >= bar },
          };
        }),
      ],
      notes: [
        `p99 to the first byte: hub ${ours.ttfbP99Ms.toFixed(1)} ms, plain dynamic ${dynamic.ttfbP99Ms.toFixed(1)} ms, plain static ${still.ttfbP99Ms.toFixed(1)} ms; an answer has ${ours.bytes}, ${dynamic.bytes} and ${still.bytes} bytes. Load and servers share the processors.`,
      ],
    };
  } finally {
    await starter.stop();
  }
};

function middle(all: LoadFigures[]): LoadFigures {
  const of = (name: keyof LoadFigures): number =>
    quantile(
      all.map((each) => each[name]),
      0.5,
    );
  return {
    ...{ requestsPerSecond: of('requestsPerSecond'), bytes: of('bytes') },
    ...{ ttfbP50Ms: of('ttfbP50Ms'), ttfbP99Ms: of('ttfbP99Ms') },
  };
}
