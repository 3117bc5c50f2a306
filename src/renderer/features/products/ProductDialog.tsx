import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Product } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { commonMessages } from '../../messages/common.ts';
import { productsMessages } from '../../messages/products.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/inputs/TextArea.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';

const texts = productsMessages.form;
const minName = 2;

/** Names of a new product, or of one that is edited. */
export function ProductDialog({
  edited,
  onClose,
  onDone,
}: {
  edited?: Product | undefined;
  onClose(): void;
  onDone(product: Product): void;
}): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [name, setName] = useState(edited?.name ?? '');
  const [brand, setBrand] = useState(edited?.brand ?? '');
  const [category, setCategory] = useState(edited?.category ?? '');
  const [aliases, setAliases] = useState(edited?.aliases.join('\n') ?? '');
  const { mutate, error, isPending } = useMutation({
    mutationFn: (): Promise<Product> => {
      const names = aliases.split('\n').map((alias) => alias.trim());
      const fields = {
        ...{ name, aliases: names.filter((alias) => alias.length >= minName) },
        ...(brand.trim() !== '' && { brand }),
        ...(category.trim() !== '' && { category }),
      };
      return edited === undefined
        ? client.products.add(fields)
        : client.products.edit({ ...fields, productId: edited.id });
    },
    onSuccess: async (product) => {
      await queryClient.invalidateQueries({ queryKey: procedures.products.key() });
      onClose();
      onDone(product);
    },
  });
  const ready = name.trim().length >= minName && !isPending;
  return (
    <Dialog
      open
      onClose={onClose}
      title={edited === undefined ? texts.create : texts.edit}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button kind="primary" disabled={!ready} onClick={() => mutate()}>
            {edited === undefined ? commonMessages.create : commonMessages.save}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) mutate();
        }}
      >
        <TextField
          label={commonMessages.name}
          autoFocus
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={texts.brand}
            maxLength={200}
            value={brand}
            onChange={(event) => setBrand(event.target.value)}
          />
          <TextField
            label={texts.category}
            maxLength={200}
            value={category}
            onChange={(event) => setCategory(event.target.value)}
          />
        </div>
        <TextArea
          label={texts.aliases}
          rows={3}
          maxLength={5_000}
          value={aliases}
          onChange={(event) => setAliases(event.target.value)}
        />
        <p className="-mt-2 text-small text-ink-3">{texts.aliasesNote}</p>
        {/* Enter in a field saves; a button of the form itself is what makes it do so. */}
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true" />
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
