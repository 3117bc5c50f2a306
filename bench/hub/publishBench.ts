import { publishCall } from '../../scripts/hub/publishCall.ts';
import { quantile } from '../benchmark.ts';
import { type HubPart, rowOf, samplePage } from './part.ts';

const times = 200;

/** From a call to the moment that a reader has it: a page that was read before is published anew. */
export const publishBench: HubPart = async (hub) => {
  const page = await samplePage();
  const url = `${hub.origin}/p/${page.slug}`;
  const tookMs: number[] = [];
  let oldAfterAnswer = 0;
  for (let at = 0; at < times; at++) {
    const title = `Published for the ${at}. time`;
    const startedMs = performance.now();
    const answer = await publishCall(hub, { action: 'publish', page: { ...page, title } });
    if (!answer.ok) throw new Error(await answer.text());
    for (;;) {
      if ((await (await fetch(url)).text()).includes(title)) break;
      oldAfterAnswer += 1;
    }
    tookMs.push(performance.now() - startedMs);
  }
  const p95 = quantile(tookMs, 0.95);
  return {
    rows: [rowOf(`publish to visible, p95 of ${times}`, 'ms', p95, 2_000)],
    notes: [
      `publish to visible: p50 ${quantile(tookMs, 0.5).toFixed(0)} ms; ${oldAfterAnswer} visits after a call was answered still had the old page.`,
    ],
  };
};
