import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Collection, VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextArea } from '../../../ui/inputs/TextArea.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { useCollectionActions } from './useCollections.ts';

/** Name and note: of a new collection, or of one that is edited. */
export function CollectionForm({
  edited,
  videoIds = [],
  onClose,
  onDone,
}: {
  edited?: Collection;
  /** What a new one begins with. */
  videoIds?: readonly VideoId[];
  onClose(): void;
  onDone?(collection: Collection): void;
}): React.JSX.Element {
  const { client } = useApi();
  const { refresh } = useCollectionActions();
  const [name, setName] = useState(edited?.name ?? '');
  const [note, setNote] = useState(edited?.note ?? '');
  const { mutate, error, isPending } = useMutation({
    mutationFn: (): Promise<Collection> =>
      edited === undefined
        ? client.collections.create({ name, note, videoIds: [...videoIds] })
        : client.collections.edit({ collectionId: edited.id, name, note }),
    onSuccess: async (collection) => {
      await refresh();
      onClose();
      onDone?.(collection);
    },
  });
  const ready = name.trim() !== '' && !isPending;
  return (
    <Dialog
      open
      onClose={onClose}
      title={
        edited === undefined
          ? libraryMessages.collectionForm.create
          : libraryMessages.collectionForm.edit
      }
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
        <TextArea
          label={libraryMessages.collectionForm.note}
          rows={3}
          maxLength={4_000}
          placeholder={libraryMessages.collectionForm.noteExample}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {error !== null && <ErrorLine error={error} />}
      </form>
    </Dialog>
  );
}
