import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Product } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { commonMessages } from '../../messages/common.ts';
import { productsMessages } from '../../messages/products.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';

const texts = productsMessages.remove;

/** Asks before a product is removed with what was judged of it. */
export function RemoveProductDialog({
  product,
  onClose,
  onRemoved,
}: {
  product: Product;
  onClose(): void;
  onRemoved(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const remove = useMutation(
    procedures.products.remove.mutationOptions({
      onSuccess: async () => {
        onClose();
        onRemoved();
        await queryClient.invalidateQueries({ queryKey: procedures.products.key() });
      },
    }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.title}
      description={texts.explanation}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.keep}</Button>
          <Button
            kind="danger"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ productId: product.id })}
          >
            {commonMessages.remove}
          </Button>
        </>
      }
    >
      <p dir="auto" className="line-clamp-3 font-medium text-ink [overflow-wrap:anywhere]">
        {product.name}
      </p>
      {remove.error !== null && <ErrorLine error={remove.error} />}
    </Dialog>
  );
}
