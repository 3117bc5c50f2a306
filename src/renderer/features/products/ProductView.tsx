import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Product, ProductMention } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { productsMessages } from '../../messages/products.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { MentionRow } from './MentionRow.tsx';
import { ProofPanel } from './ProofPanel.tsx';

const texts = productsMessages;
const rowHeight = 61;

/** What videos prove of a product: its parts, praise and complaint side by side, every moment. */
export function ProductView({
  product,
  onEdit,
  onRemove,
}: {
  product: Product;
  onEdit(): void;
  onRemove(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const { id, name, brand, category } = product;
  const { data, error, refetch } = useQuery(
    procedures.products.prove.queryOptions({
      input: { productId: id },
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  const mentions = data?.mentions ?? [];
  const counted = mentions.filter(({ judged }) => judged !== 'wrong');
  const isPraise = ({ feedback }: ProductMention): boolean => feedback.includes('praise');
  const isAgainst = ({ feedback }: ProductMention): boolean =>
    feedback.includes('complaint') || feedback.includes('bug');
  const details = [brand, category].filter((each) => each !== undefined);
  return (
    <div className="min-h-0 overflow-y-auto">
      <div className="mx-auto flex max-w-[1200px] flex-col gap-4 p-5">
        <header className="flex items-center gap-3">
          <h1 dir="auto" className="min-w-0 truncate text-title font-semibold text-ink">
            {name}
          </h1>
          <p dir="auto" className="min-w-0 truncate text-ink-2">
            {details.join(' · ')}
          </p>
          <div className="ml-auto flex shrink-0 gap-2">
            <Button onClick={onEdit}>{texts.actions.edit}</Button>
            <Button onClick={onRemove}>{texts.actions.remove}</Button>
          </div>
        </header>
        {data === undefined ? (
          error === null ? (
            <Skeleton className="h-48" />
          ) : (
            <ErrorState error={error} onRetry={() => void refetch()} />
          )
        ) : (
          <>
            <ProofPanel proof={data} />
            {mentions.length > 0 && (
              <>
                <div className="grid gap-4 xl:grid-cols-2">
                  <Side title={texts.sides.for} none={texts.sides.noneFor} product={product}>
                    {counted.filter((mention) => isPraise(mention) && !isAgainst(mention))}
                  </Side>
                  <Side
                    title={texts.sides.against}
                    none={texts.sides.noneAgainst}
                    product={product}
                  >
                    {counted.filter(isAgainst)}
                  </Side>
                </div>
                <Side
                  title={texts.moments.title}
                  note={data.isCut ? texts.moments.cut(mentions.length) : undefined}
                  product={product}
                >
                  {mentions}
                </Side>
              </>
            )}
          </>
        )}
      </div>
    </div>
  );
}

/** Moments under a title, with their number. */
function Side({
  title,
  note,
  none,
  product,
  children: mentions,
}: {
  title: string;
  note?: string | undefined;
  /** What stands where there is none. */
  none?: string;
  product: Product;
  children: readonly ProductMention[];
}): React.JSX.Element {
  return (
    <Panel title={title} note={note ?? texts.moments.note(mentions.length)}>
      {mentions.length === 0 ? (
        <p className="text-ink-3">{none}</p>
      ) : (
        <VirtualList
          label={title}
          count={mentions.length}
          rowHeight={rowHeight}
          keyAt={(index) => keyOf(mentions[index], index)}
          className="max-h-[500px]"
        >
          {(index) => {
            const mention = mentions[index];
            return mention !== undefined && <MentionRow productId={product.id} mention={mention} />;
          }}
        </VirtualList>
      )}
    </Panel>
  );
}

function keyOf(mention: ProductMention | undefined, index: number): string | number {
  return mention === undefined ? index : `${mention.videoId} ${mention.source} ${mention.startMs}`;
}
