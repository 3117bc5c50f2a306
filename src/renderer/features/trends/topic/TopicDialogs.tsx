import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type TopicId, type TopicTrend, topicIdSchema } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { Button } from '../../../ui/Button.tsx';
import { Combobox } from '../../../ui/inputs/Combobox.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';

const texts = trendsMessages.edit;
/** As the contract has it. */
const maxNameLength = 100;

/** Another name, or none: then its words name it. */
export function RenameDialog({
  topic,
  onClose,
  onRename,
}: {
  topic: TopicTrend;
  onClose(): void;
  onRename(name: string): void;
}): React.JSX.Element {
  const [name, setName] = useState(topic.label);
  return (
    <FormDialog
      title={texts.rename}
      action={commonMessages.save}
      onClose={onClose}
      onSubmit={() => onRename(name.trim())}
    >
      <TextField
        label={texts.name}
        autoFocus
        maxLength={maxNameLength}
        value={name}
        note={texts.nameNote}
        onChange={({ target }) => setName(target.value)}
      />
    </FormDialog>
  );
}

/** Which topic it is shown in. */
export function MergeDialog({
  topic,
  onClose,
  onMerge,
}: {
  topic: TopicTrend;
  onClose(): void;
  onMerge(into: TopicId): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.trends.topics.queryOptions());
  const [into, setInto] = useState<string>();
  const options = (data?.topics ?? [])
    .filter(({ id }) => id !== topic.id)
    .map(({ id, label, videos }) => ({ value: id, label, note: commonMessages.videos(videos) }));
  return (
    <FormDialog
      title={texts.merge}
      description={texts.mergeNote(topic.label)}
      action={texts.mergeAction}
      isReady={into !== undefined}
      onClose={onClose}
      onSubmit={() => {
        const parsed = topicIdSchema.safeParse(into);
        if (parsed.success) onMerge(parsed.data);
      }}
    >
      <Combobox
        label={texts.into}
        placeholder={texts.intoPlaceholder}
        value={into}
        options={options}
        onChange={setInto}
      />
    </FormDialog>
  );
}

/** The name of what is split off, if its words are not to name it. */
export function SplitDialog({
  count,
  onClose,
  onSplit,
}: {
  count: number;
  onClose(): void;
  onSplit(name: string | undefined): void;
}): React.JSX.Element {
  const [name, setName] = useState('');
  return (
    <FormDialog
      title={`${texts.split}: ${commonMessages.videos(count)}`}
      description={texts.splitNote}
      action={texts.splitAction}
      onClose={onClose}
      onSubmit={() => onSplit(name.trim() || undefined)}
    >
      <TextField
        label={texts.name}
        autoFocus
        maxLength={maxNameLength}
        value={name}
        note={texts.nameNote}
        onChange={({ target }) => setName(target.value)}
      />
    </FormDialog>
  );
}

function FormDialog({
  title,
  description,
  action,
  isReady = true,
  onClose,
  onSubmit,
  children,
}: {
  title: string;
  description?: string;
  action: string;
  isReady?: boolean;
  onClose(): void;
  onSubmit(): void;
  children: ReactNode;
}): React.JSX.Element {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button kind="primary" disabled={!isReady} onClick={onSubmit}>
            {action}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
