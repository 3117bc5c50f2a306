import { useMutation, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import type { ModelId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { modelsMessages } from '../../../messages/work/models.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import type { HubPlace } from './hubPlace.ts';
import { Recommended } from './Recommended.tsx';
import { Repositories } from './Repositories.tsx';
import { RepositoryFiles } from './RepositoryFiles.tsx';

const texts = modelsMessages.hubDialog;

/** More models: those that are recommended, and the model hub, which is asked when the user says so. */
export function HubDialog({
  open,
  offline,
  onClose,
  onInstall,
}: {
  open: boolean;
  offline: boolean;
  onClose(): void;
  /** A model of the catalogue. */
  onInstall(id: ModelId): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const { data: hub, error: wrongHub } = useQuery({
    ...procedures.models.hub.queryOptions(),
    enabled: open,
  });
  const [words, setWords] = useState('');
  const [place, setPlace] = useState<HubPlace>();
  // Mutations, not queries: nothing may ask the hub again by itself.
  const search = useMutation(procedures.models.search.mutationOptions());
  const files = useMutation(procedures.models.files.mutationOptions());
  const host = hub?.host ?? texts.theHub;

  const close = (): void => {
    search.reset();
    setPlace(undefined);
    setWords('');
    onClose();
  };
  const show = (next: HubPlace): void => {
    setPlace(next);
    files.mutate({ repository: next.repository });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      width="large"
      title={texts.title}
      description={offline ? texts.offline : texts.explanation(host)}
    >
      {place !== undefined ? (
        <RepositoryFiles
          place={place}
          host={host}
          found={files.data}
          error={files.error}
          onBack={() => setPlace(undefined)}
        />
      ) : (
        <div className="flex flex-col gap-4">
          <form
            className="flex gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (words.trim() !== '') search.mutate({ words: words.trim() });
            }}
          >
            <TextField
              label={texts.words}
              hideLabel
              className="flex-1"
              icon={<Search size={14} />}
              placeholder={texts.placeholder}
              maxLength={200}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            <Button
              type="submit"
              kind="primary"
              disabled={offline || search.isPending || words.trim() === ''}
            >
              {search.isPending ? texts.searching : texts.search(host)}
            </Button>
          </form>
          {wrongHub !== null && <ErrorLine error={wrongHub} />}
          {search.error !== null && <ErrorLine error={search.error} />}
          {search.data === undefined ? (
            <Recommended offline={offline} onShow={show} onInstall={onInstall} />
          ) : (
            <Repositories {...search.data} onShow={show} />
          )}
        </div>
      )}
    </Dialog>
  );
}
