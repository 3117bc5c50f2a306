import { ArrowDown, ArrowUp } from 'lucide-react';
import type { VideoSort } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { type LibraryQuery, usualDirection } from '../query/libraryQuery.ts';
import { factColumns, tableTracks } from './tableColumns.ts';

interface TableHeaderProps {
  query: LibraryQuery;
  onChange(change: Partial<LibraryQuery>): void;
}

/** The names of the columns; those that videos can be ordered by are buttons. */
export function TableHeader(props: TableHeaderProps): React.JSX.Element {
  return (
    <tr
      aria-rowindex={1}
      className="sticky top-0 z-10 grid h-8 items-center gap-x-3 border-b border-line bg-canvas px-5"
      style={{ gridTemplateColumns: tableTracks }}
    >
      <Heading {...props} name={libraryMessages.tableHeader.selected} hidden />
      <Heading {...props} name={libraryMessages.tableHeader.picture} hidden />
      <Heading {...props} name={commonMessages.title} sort="title" />
      {factColumns.map(({ name, sort, numeric }) => (
        <Heading
          {...props}
          key={name}
          name={name}
          {...(sort === undefined ? {} : { sort })}
          {...(numeric === undefined ? {} : { numeric })}
        />
      ))}
    </tr>
  );
}

function Heading({
  query,
  onChange,
  name,
  sort,
  numeric = false,
  hidden = false,
}: TableHeaderProps & {
  name: string;
  sort?: VideoSort;
  numeric?: boolean;
  /** True: the name is only read aloud. */
  hidden?: boolean;
}): React.JSX.Element {
  const active = sort !== undefined && query.sort === sort;
  const Arrow = query.direction === 'ascending' ? ArrowUp : ArrowDown;
  const turned = query.direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      aria-sort={sort === undefined ? undefined : active ? query.direction : 'none'}
      className={`flex min-w-0 text-small font-medium text-ink-2 ${numeric ? 'justify-end' : ''}`}
    >
      {sort === undefined ? (
        <span className={hidden ? 'sr-only' : 'truncate'}>{name}</span>
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
