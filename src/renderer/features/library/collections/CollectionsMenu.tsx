import { FolderPlus, Library } from 'lucide-react';
import { useState } from 'react';
import type { CollectionId } from '../../../../contract/index.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { CollectionForm } from './CollectionForm.tsx';
import { useCollectionList } from './useCollections.ts';

/** Beyond it the filters find one by typing. */
const maxShown = 30;

/** Goes to a collection, or makes one. */
export function CollectionsMenu({
  onChoose,
}: {
  onChoose(id: CollectionId): void;
}): React.JSX.Element {
  const collections = useCollectionList() ?? [];
  const [isNew, setIsNew] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <Button icon={<Library size={14} />}>
            {libraryMessages.collectionsMenu.collections}
          </Button>
        }
        items={[
          ...collections.slice(0, maxShown).map(({ id, name }) => ({
            ...{ id, label: name, onSelect: () => onChoose(id) },
          })),
          {
            id: 'new',
            label: libraryMessages.collectionsMenu.create,
            icon: <FolderPlus size={14} />,
            onSelect: () => setIsNew(true),
          },
        ]}
      />
      {isNew && (
        <CollectionForm onClose={() => setIsNew(false)} onDone={({ id }) => onChoose(id)} />
      )}
    </>
  );
}
