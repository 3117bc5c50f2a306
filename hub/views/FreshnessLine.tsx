import { freshness, type Route } from '../server/freshness.ts';
import { Time } from './Time.tsx';

/** What the freshness contract says of this very page; a page that breaks it says so. */
export function FreshnessLine({
  route,
  updatedAtMs,
  readAtMs,
  dataAsOfMs,
  awaySinceMs,
}: {
  route: Route;
  updatedAtMs?: number | undefined;
  readAtMs: number;
  dataAsOfMs?: number | undefined;
  /** The database has not answered since: this is the last good copy. */
  awaySinceMs?: number | undefined;
}) {
  const { expire, source } = freshness[route];
  const lateSeconds = Math.round((Date.now() - readAtMs) / 1_000) - expire;
  return (
    <p className="freshness" data-read-at={readAtMs} data-updated-at={updatedAtMs ?? readAtMs}>
      Updated <Time atMs={updatedAtMs ?? readAtMs} />
      {expire === 0 ? ' · read now' : ` · refreshed within ${expire / 60} minutes`} · source:{' '}
      {dataAsOfMs === undefined ? (
        source
      ) : (
        <>
          snapshot of <Time atMs={dataAsOfMs} />
        </>
      )}
      {awaySinceMs !== undefined && (
        <strong>
          {' '}
          · stale: the hub’s database has not answered since <Time atMs={awaySinceMs} />; this copy
          was made <Time atMs={readAtMs} />
        </strong>
      )}
      {lateSeconds > 0 && expire > 0 && (
        <strong> · late: what you see is {lateSeconds} s older than promised</strong>
      )}
    </p>
  );
}
