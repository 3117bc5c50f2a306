import { freshness, type Route } from '../server/freshness.ts';
import { Time } from './Time.tsx';

/** What the freshness contract says of this very page; a page that breaks it says so. */
export function FreshnessLine({
  route,
  updatedAtMs,
  readAtMs,
  dataAsOfMs,
}: {
  route: Route;
  updatedAtMs?: number | undefined;
  readAtMs: number;
  dataAsOfMs?: number | undefined;
}) {
  const { expire, source } = freshness[route];
  const lateSeconds = Math.round((Date.now() - readAtMs) / 1_000) - expire;
  return (
    <p className="freshness" data-read-at={readAtMs}>
      Updated <Time atMs={updatedAtMs ?? readAtMs} />
      {expire === 0 ? ' · read now' : ` · refreshed within ${expire / 60} minutes`} · source:{' '}
      {dataAsOfMs === undefined ? (
        source
      ) : (
        <>
          snapshot of <Time atMs={dataAsOfMs} />
        </>
      )}
      {lateSeconds > 0 && expire > 0 && (
        <strong> · late: what you see is {lateSeconds} s older than promised</strong>
      )}
    </p>
  );
}
