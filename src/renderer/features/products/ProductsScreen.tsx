import { useQuery } from '@tanstack/react-query';
import { Package, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import type { Product } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { productsMessages } from '../../messages/products.ts';
import { Button } from '../../ui/Button.tsx';
import { moveFocus } from '../../ui/moveFocus.ts';
import { EmptyState, ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { ProductDialog } from './ProductDialog.tsx';
import { ProductView } from './ProductView.tsx';
import { RemoveProductDialog } from './RemoveProductDialog.tsx';

const texts = productsMessages;
const addressOf = ({ id }: Product): string => `/products/${id}`;

/** Products: the list, and what videos prove of the one that is open. */
export default function ProductsScreen(): React.JSX.Element {
  const { procedures } = useApi();
  const [, navigate] = useLocation();
  const { productId } = useParams();
  const [dialog, setDialog] = useState<'new' | 'edit' | 'remove'>();
  const { data, error, refetch } = useQuery(procedures.products.list.queryOptions({ input: {} }));
  const products = data?.products;
  const open = products?.find(({ id }) => `${id}` === productId) ?? products?.[0];
  const close = (): void => setDialog(undefined);
  return (
    <div className="grid h-full grid-cols-[clamp(208px,20vw,280px)_minmax(0,1fr)]">
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto border-r border-line bg-panel px-3 py-4">
        {open === undefined && <h1 className="sr-only">{texts.title}</h1>}
        <Button kind="primary" icon={<Plus size={14} />} onClick={() => setDialog('new')}>
          {texts.list.create}
        </Button>
        {products !== undefined && <ProductList products={products} openId={open?.id} />}
      </div>
      {products === undefined ? (
        error === null ? (
          <div className="p-5">
            <Skeleton className="h-48" />
          </div>
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : open === undefined ? (
        <EmptyState
          icon={<Package size={28} aria-hidden="true" />}
          title={texts.empty.title}
          actions={<Button onClick={() => setDialog('new')}>{texts.list.create}</Button>}
        >
          {texts.empty.explanation}
        </EmptyState>
      ) : (
        <ProductView
          key={open.id}
          product={open}
          onEdit={() => setDialog('edit')}
          onRemove={() => setDialog('remove')}
        />
      )}
      {(dialog === 'new' || (dialog === 'edit' && open !== undefined)) && (
        <ProductDialog
          edited={dialog === 'edit' ? open : undefined}
          onClose={close}
          onDone={(product) => navigate(addressOf(product))}
        />
      )}
      {dialog === 'remove' && open !== undefined && (
        <RemoveProductDialog
          product={open}
          onClose={close}
          onRemoved={() => navigate('/products', { replace: true })}
        />
      )}
    </div>
  );
}

/** Most videos first; arrow keys move through them. */
function ProductList({
  products,
  openId,
}: {
  products: readonly Product[];
  openId: Product['id'] | undefined;
}): React.JSX.Element {
  return (
    <ul aria-label={texts.list.label} onKeyDown={moveFocus} className="flex flex-col">
      {products.map((product) => (
        <li key={product.id}>
          <Link
            href={addressOf(product)}
            data-item
            aria-current={product.id === openId ? 'page' : undefined}
            tabIndex={product.id === openId ? 0 : -1}
            className="flex flex-col rounded-control px-2 py-1.5 hover:bg-hover aria-[current=page]:bg-accent-soft"
          >
            <span dir="auto" className="truncate text-ink">
              {product.name}
            </span>
            <span className="truncate text-small text-ink-2">
              {texts.list.videos(product.videos)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
