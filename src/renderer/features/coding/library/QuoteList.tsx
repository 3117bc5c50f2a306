import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import type { CodeId, Quote } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { codingMessages } from '../../../messages/video/coding.ts';
import { Select } from '../../../ui/inputs/Select.tsx';
import { moveFocus } from '../../../ui/moveFocus.ts';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { MomentPlayer, type MomentPlayerHandle } from '../../player/MomentPlayer.tsx';
import { momentAddress } from '../../player/moment.ts';
import { placeOf, useCodebook } from '../useCodings.ts';

const words = codingMessages.quotes;
/** Most quotes of the list; the terminal and the CSV have all. */
const maxShown = 500;

/** The quotes of a code, and of those below it, over all videos: arrows go through them, Enter plays one. */
export function QuoteList(): React.JSX.Element {
  const codes = useCodebook();
  const [chosen, setChosen] = useState<CodeId>();
  const first = codes?.find(({ quotes }) => quotes > 0) ?? codes?.[0];
  const codeId = chosen ?? first?.id;
  return (
    <section aria-labelledby="codes-quotes">
      <h3 id="codes-quotes" className="font-medium text-ink">
        {words.title}
      </h3>
      {codes === undefined && <Skeleton className="mt-3 h-16" />}
      {codes !== undefined && codeId === undefined && (
        <p className="mt-1 text-ink-2">{words.noCodes}</p>
      )}
      {codes !== undefined && codeId !== undefined && (
        <>
          <Select<CodeId>
            label={words.code}
            value={codeId}
            options={codes.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
            className="mt-2 w-72"
          />
          <QuotesOf key={codeId} codeId={codeId} />
        </>
      )}
    </section>
  );
}

function QuotesOf({ codeId }: { codeId: CodeId }): React.JSX.Element {
  const { procedures } = useApi();
  const input = { codeId, limit: maxShown };
  const { data, error } = useQuery(procedures.codes.quotes.queryOptions({ input }));
  const [index, setIndex] = useState(0);
  const player = useRef<MomentPlayerHandle>(null);
  if (error !== null) return <ErrorLine error={error} />;
  if (data === undefined) return <Skeleton className="mt-3 h-40" />;
  const shown = data.quotes[index];
  if (shown === undefined) return <p className="mt-2 text-ink-2">{words.none}</p>;
  return (
    <div className="mt-3 grid grid-cols-[minmax(0,1fr)_260px] gap-4">
      <div className="min-w-0">
        <ol
          aria-label={words.title}
          onKeyDown={moveFocus}
          className="max-h-80 overflow-y-auto rounded-control border border-line"
        >
          {data.quotes.map((quote, at) => (
            <li
              key={quote.id}
              className="border-b border-line [contain-intrinsic-size:auto_48px] [content-visibility:auto] last:border-b-0"
            >
              <button
                type="button"
                data-item=""
                tabIndex={at === index ? 0 : -1}
                aria-current={at === index}
                onFocus={() => setIndex(at)}
                onClick={() => player.current?.play()}
                className="w-full border-l-4 px-2.5 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-hover"
                style={{ borderLeftColor: quote.colour }}
              >
                <QuoteLine quote={quote} />
              </button>
            </li>
          ))}
        </ol>
        <p className="mt-1 text-small text-ink-3">
          {words.count(data.quotes.length, data.total)} {words.keys}
        </p>
      </div>
      <div className="min-w-0">
        <MomentPlayer ref={player} moment={shown} stageClassName="h-64 rounded-control" />
        <Link
          href={momentAddress(shown)}
          className="mt-1 block text-small text-accent-ink hover:underline"
        >
          {words.open}
        </Link>
      </div>
    </div>
  );
}

function QuoteLine({ quote }: { quote: Quote }): React.JSX.Element {
  const { title, code, coder, said } = quote;
  return (
    <>
      <span className="flex items-baseline gap-2">
        <bdi className="truncate font-medium text-ink">{title}</bdi>
        <span className="shrink-0 text-small text-accent-ink">{placeOf(quote)}</span>
        <span className="truncate text-small text-ink-3">
          <bdi>{code}</bdi>
          {coder !== '' && <bdi>, {codingMessages.by(coder)}</bdi>}
        </span>
      </span>
      <span
        dir="auto"
        className="line-clamp-2 block text-small text-ink-2 [overflow-wrap:anywhere]"
      >
        {said === '' ? codingMessages.silence : said}
      </span>
    </>
  );
}
