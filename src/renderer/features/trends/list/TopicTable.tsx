import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { TopicTrend, TrendList } from '../../../../contract/index.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { moveTo } from '../../library/list/moveTo.ts';
import { type TopicSort, type TrendsQuery, usualDirection } from '../query/trendsQuery.ts';
import { TopicRow } from './TopicRow.tsx';
import { topicColumns, topicTracks } from './topicColumns.ts';

const rowHeight = 56;

/** Topics as rows: arrows move, Enter opens. There are a few hundred at most. */
export function TopicTable({
  topics,
  list,
  query,
  onChange,
}: {
  topics: readonly TopicTrend[];
  list: TrendList;
  query: TrendsQuery;
  onChange(change: Partial<TrendsQuery>): void;
}): React.JSX.Element {
  const body = useRef<HTMLTableSectionElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const search = useSearch();
  const [, navigate] = useLocation();
  const [active, setActive] = useState(0);
  const current = Math.min(active, topics.length - 1);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const row = topics[current];
    if (!(event.target instanceof HTMLTableRowElement)) return;
    if (event.key === 'Enter' && row !== undefined) {
      navigate(addressOf(row.id, search));
      return;
    }
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const next = moveTo(event.key, current, { count: topics.length, columns: 1, pageRows });
    if (next === undefined) return;
    event.preventDefault();
    const element = body.current?.rows[next];
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are moved through and opened
        role="grid"
        aria-label={trendsMessages.table.label}
        aria-rowcount={topics.length + 1}
        onKeyDown={onKeyDown}
        className="block min-w-[900px]"
      >
        <thead className="contents">
          <tr
            className="sticky top-0 z-10 grid h-8 items-center gap-x-4 border-b border-line bg-canvas px-5"
            style={{ gridTemplateColumns: topicTracks }}
          >
            {topicColumns.map((column) => (
              <Heading key={column.name} {...column} query={query} onChange={onChange} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} className="contents">
          {topics.map((topic, index) => (
            <tr
              key={topic.id}
              aria-rowindex={index + 2}
              tabIndex={index === current ? 0 : -1}
              onFocus={() => setActive(index)}
              className="grid scroll-mt-8 items-center [content-visibility:auto] gap-x-4 border-b border-line px-5 hover:bg-hover focus-visible:-outline-offset-2"
              style={{ height: rowHeight, gridTemplateColumns: topicTracks }}
            >
              <TopicRow topic={topic} list={list} href={addressOf(topic.id, search)} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A topic's page shows the same period. */
function addressOf(topicId: string, search: string): string {
  return `/trends/${topicId}${search === '' ? '' : `?${search}`}`;
}

function Heading({
  name,
  note,
  sort,
  numeric = false,
  query,
  onChange,
}: {
  name: string;
  note?: string;
  sort?: TopicSort;
  numeric?: boolean;
  query: TrendsQuery;
  onChange(change: Partial<TrendsQuery>): void;
}): React.JSX.Element {
  const active = sort !== undefined && query.sort === sort;
  const Arrow = query.direction === 'ascending' ? ArrowUp : ArrowDown;
  const turned = query.direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      title={note}
      aria-sort={sort === undefined ? undefined : active ? query.direction : 'none'}
      className={`flex min-w-0 text-small font-medium text-ink-2 ${numeric ? 'justify-end' : ''}`}
    >
      {sort === undefined ? (
        <span className="truncate">{name}</span>
      ) : (
        <button
          type="button"
          onClick={() => onChange({ sort, direction: active ? turned : usualDirection(sort) })}
          className={`flex items-center gap-1 rounded-control hover:text-ink ${active ? 'text-ink' : ''} ${numeric ? 'flex-row-reverse' : ''}`}
        >
          {name}
          {active && <Arrow size={12} aria-hidden="true" />}
        </button>
      )}
    </th>
  );
}
