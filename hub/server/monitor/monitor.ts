import { freshness, publishPromiseMs } from '../freshness.ts';
import type { Hub } from '../hub.ts';

/** A page that is not there by then is counted as that late. */
const giveUpMs = 10_000;
const lookAgainMs = 25;
const visitMs = 5_000;
/** Pages that a round visits beside the home page: the newest. */
const pagesEach = 5;

/** A process that is told to end makes no more visits: it would wait for its own. */
let isEnding = false;
const end = (): void => {
  isEnding = true;
};

type Monitored = Pick<Hub, 'origin' | 'store' | 'measures'>;

/**
 * Visits a page by the readers' address until it has what a call published, and keeps how long that
 * took since the call came in.
 */
export async function measureVisible(
  { origin, measures }: Monitored,
  { path, updatedAtMs, calledAtMs }: { path: string; updatedAtMs: number; calledAtMs: number },
): Promise<void> {
  let tookMs = 0;
  for (;;) {
    const seen = await visit(origin + path);
    tookMs = Date.now() - calledAtMs;
    if (seen !== undefined && seen.updatedAtMs >= updatedAtMs) break;
    if (tookMs >= giveUpMs) break;
    if (isEnding) return;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
  const isLate = tookMs > publishPromiseMs;
  await measures.add({ kind: 'publishToVisible', path, tookMs, isLate, atMs: Date.now() });
}

/** One round: how long ago what readers get now was read from the database. */
export async function measureStaleness({ origin, store, measures }: Monitored): Promise<void> {
  // While the database is away the pages are not known; the home page is visited all the same.
  const pages = await store.latest(pagesEach).catch(() => []);
  const paths = [
    { path: '/', promiseMs: freshness['/'].expire * 1_000 },
    ...pages.map(({ slug }) => ({
      ...{ path: `/p/${slug}`, promiseMs: freshness['/p/[slug]'].expire * 1_000 },
    })),
  ];
  for (const { path, promiseMs } of paths) {
    if (isEnding) return;
    const seen = await visit(origin + path);
    const atMs = Date.now();
    if (seen === undefined) continue;
    const tookMs = Math.max(0, atMs - seen.readAtMs);
    await measures.add({ kind: 'staleness', path, tookMs, isLate: tookMs > promiseMs, atMs });
  }
}

/** Begins rounds, one after the other; the process may end all the same. */
export function startMonitor(hub: Monitored, everyMs: number): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  const next = (): void => {
    if (isEnding) return;
    setTimeout(() => {
      measureStaleness(hub)
        .catch(() => {})
        .finally(next);
    }, everyMs).unref();
  };
  next();
}

/** The times that a page prints for machines; undefined where it cannot be read. */
async function visit(url: string): Promise<{ readAtMs: number; updatedAtMs: number } | undefined> {
  try {
    const signal = AbortSignal.timeout(visitMs);
    const answer = await fetch(url, {
      ...{ cache: 'no-store', redirect: 'manual', signal },
      headers: { connection: 'close' },
    });
    const html = await answer.text();
    const [, readAtMs, updatedAtMs] =
      /data-read-at="(\d+)" data-updated-at="(\d+)"/.exec(html) ?? [];
    return readAtMs === undefined
      ? undefined
      : { readAtMs: Number(readAtMs), updatedAtMs: Number(updatedAtMs) };
  } catch {
    return undefined;
  }
}
