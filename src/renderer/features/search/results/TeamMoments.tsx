import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TeamHit } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { searchMessages } from '../../../messages/library/search.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { formatSpan } from './hitLabels.ts';

const shownHits = 10;
const keptMs = 60_000;

/**
 * Moments that only the team has, after the own ones: they come later than those, and nothing that
 * is being read may move. Draws nothing while this library is shared with nobody.
 */
export function TeamMoments({ text }: { text: string }): React.JSX.Element | null {
  const { procedures } = useApi();
  const { data: status } = useQuery(procedures.sharing.status.queryOptions());
  const { data } = useQuery(
    procedures.sharing.search.queryOptions({
      input: { query: text.slice(0, 500), limit: shownHits },
      enabled: status?.connected === true && text !== '',
      placeholderData: keepPreviousData,
      gcTime: keptMs,
    }),
  );
  if (status?.connected !== true || data === undefined) return null;
  const { hits, searched, problem } = data;
  return (
    <section aria-label={searchMessages.teamMoments.label} className="px-2 pt-3 pb-2">
      <h2 className="flex items-center gap-2 text-small font-semibold text-ink-2">
        {searchMessages.teamMoments.title}{' '}
        <span className="font-normal text-ink-3">{hits.length}</span>
      </h2>
      {searched === 'local' && (
        <p className="text-small text-caution">
          {searchMessages.teamMoments.offline}
          {problem !== undefined && (
            <bdi>
              {' '}
              {problem.message} {problem.hint}
            </bdi>
          )}
        </p>
      )}
      {hits.length === 0 ? (
        <p className="text-small text-ink-3">{searchMessages.teamMoments.nothing}</p>
      ) : (
        <ul className="divide-y divide-line">
          {hits.map((hit) => (
            <TeamRow key={`${hit.contentHash} ${hit.kind} ${hit.startMs}`} hit={hit} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TeamRow({ hit }: { hit: TeamHit }): React.JSX.Element {
  return (
    <li className="flex flex-col gap-0.5 py-2">
      <p className="flex items-center gap-2 text-small text-ink-2">
        <span className="font-medium text-ink">{formatSpan(hit)}</span>
        <Badge tone="accent">{searchMessages.teamMoments.team}</Badge>
      </p>
      <p className="line-clamp-2 text-body text-ink [overflow-wrap:anywhere]">
        <bdi>{hit.text}</bdi>
      </p>
      <p className="truncate text-small text-ink-2">
        <bdi>{hit.title}</bdi>
        {hit.channel !== undefined && (
          <>
            {' · '}
            <bdi>{hit.channel}</bdi>
          </>
        )}
      </p>
    </li>
  );
}
