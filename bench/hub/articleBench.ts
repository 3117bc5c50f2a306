import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { openBrowser } from '../../test/e2e/support/browser.ts';
import { type HubPart, published, rowOf } from './part.ts';

/** A slow phone on 4G, as Lighthouse takes it: 1.6 Mbit/s, 150 ms there and back, a processor of a quarter. */
const network = {
  ...{ offline: false, latency: 150 },
  ...{ downloadThroughput: 200_000, uploadThroughput: 94_000 },
};
const slowdown = 4;
const seenSchema = z.object({ lcpMs: z.number(), cls: z.number() });

/** What an article weighs and how it comes in a browser. */
export const articleBench: HubPart = async (hub) => {
  const url = `${hub.origin}/p/${await published(hub)}`;
  const html = await (await fetch(url)).text();
  const sources = new Set([...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, src]) => src));
  let scriptBytes = 0;
  for (const source of sources) {
    const text = await (await fetch(new URL(source ?? '', url))).text();
    scriptBytes += gzipSync(text).length;
  }
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', network);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.addInitScript(() => {
      const seen = { lcpMs: 0, cls: 0 };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.lcpMs = entry.startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if ('value' in entry) seen.cls += Number(entry.value);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(url, { waitUntil: 'networkidle' });
    const seen = seenSchema.parse(await page.evaluate('window.seen'));
    return {
      rows: [
        rowOf('scripts of an article, gzip', 'kB', scriptBytes / 1_000, 90),
        rowOf('largest contentful paint on a throttled profile', 'ms', seen.lcpMs, 1_500),
        {
          ...{ what: 'layout shift of an article', ours: `${seen.cls}`, peer: '0 (wanted)' },
          ...{ ratio: seen.cls, bar: 0, holds: seen.cls === 0 },
        },
      ],
      notes: [`${sources.size} scripts; the page itself has ${html.length} characters.`],
    };
  } finally {
    await browser.close();
  }
};
