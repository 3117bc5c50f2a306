import { useMutation } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import { useState } from 'react';
import type { SavedSearch } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { searchMessages } from '../../../messages/library/search.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { type SearchQuery, searchInputOf } from '../query/searchQuery.ts';
import { useSavedSearchActions } from './useSavedSearches.ts';

const texts = searchMessages.savedSearches;

/** The button that keeps the query with its filters; the key `Ctrl S` opens the same dialog. */
export function SaveSearch({ onOpen }: { onOpen(): void }): React.JSX.Element {
  return (
    <Button icon={<Bookmark size={14} />} title={texts.saveKey} onClick={onOpen}>
      {texts.save}
    </Button>
  );
}

/** Asks for the name under which a query is kept, or for another name of one that is. */
export function SaveSearchDialog({
  query,
  renamed,
  onClose,
  onSaved,
}: {
  query?: SearchQuery;
  renamed?: SavedSearch;
  onClose(): void;
  onSaved?(saved: SavedSearch): void;
}): React.JSX.Element {
  const { save, rename } = useSavedSearchActions();
  const [name, setName] = useState(renamed?.name ?? query?.text.trim().slice(0, 100) ?? '');
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (): Promise<SavedSearch | undefined> => {
      if (renamed !== undefined) await rename(renamed.id, name);
      return query === undefined ? undefined : save(name, searchInputOf(query));
    },
    onSuccess: (saved) => {
      onClose();
      if (saved !== undefined) onSaved?.(saved);
    },
  });
  const ready = name.trim() !== '' && !isPending;
  return (
    <Dialog
      open
      onClose={onClose}
      title={renamed === undefined ? texts.saveTitle : texts.renameTitle}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button kind="primary" disabled={!ready} onClick={() => mutate()}>
            {commonMessages.save}
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
          maxLength={100}
          value={name}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setName(event.target.value)}
        />
        {renamed === undefined && <p className="text-small text-ink-2">{texts.explanation}</p>}
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
