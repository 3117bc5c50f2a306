import { useId } from 'react';
import { maxPushPayloadBytes, type ShownPushReaders } from '../../../../contract/index.ts';
import { notificationsMessages } from '../../../messages/growth/notifications.ts';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextArea } from '../../../ui/inputs/TextArea.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { useHubPages } from '../../hub/useHubPages.ts';
import { type CampaignForm, type CampaignProblem, lengthOf } from './campaignForm.ts';

const texts = notificationsMessages.form;

/** Who gets the message, what it says and where it leads; how long it is as one types. */
export function MessageFields({
  form,
  hub,
  readers,
  errorOf,
  onChange,
}: {
  form: CampaignForm;
  hub: string;
  readers: ShownPushReaders;
  errorOf(field: CampaignProblem, text: string): string | undefined;
  onChange(change: Partial<CampaignForm>): void;
}): React.JSX.Element {
  const pages = useHubPages(hub);
  const pathsId = useId();
  return (
    <>
      <Select
        label={texts.audience}
        value={form.topic}
        options={[
          { value: '', label: texts.all(readers.readers) },
          ...readers.topics.map(({ slug, name, readers: count }) => ({
            ...{ value: slug, label: texts.topic(name, count) },
          })),
        ]}
        onChange={(topic) => onChange({ topic })}
      />
      <TextField
        label={texts.messageTitle}
        maxLength={200}
        value={form.title}
        error={errorOf('title', texts.titleWrong)}
        onChange={({ target }) => onChange({ title: target.value })}
      />
      <div className="flex flex-col gap-1.5">
        <TextArea
          label={texts.body}
          rows={4}
          maxLength={4_000}
          value={form.body}
          error={errorOf('body', texts.bodyWrong)}
          onChange={({ target }) => onChange({ body: target.value })}
        />
        <Length form={form} />
      </div>
      <TextField
        label={texts.path}
        maxLength={300}
        spellCheck={false}
        list={pathsId}
        value={form.path}
        note={texts.pathNote}
        error={errorOf('path', texts.pathWrong)}
        onChange={({ target }) => onChange({ path: target.value })}
      />
      <datalist id={pathsId}>
        {pages.data?.pages
          .filter(({ state }) => state === 'published')
          .map(({ key, path, title }) => (
            <option key={key} value={path} label={title} />
          ))}
      </datalist>
    </>
  );
}

function Length({ form }: { form: CampaignForm }): React.JSX.Element {
  const { bytes, overBytes } = lengthOf(form);
  return (
    <div className="flex items-center gap-3">
      <ProgressBar
        label={texts.length}
        fraction={Math.min(1, bytes / maxPushPayloadBytes)}
        tone={overBytes > 0 ? 'bad' : 'accent'}
        className="flex-1"
      />
      <span className="text-small text-ink-2">{texts.bytes(bytes, maxPushPayloadBytes)}</span>
      {overBytes > 0 && (
        <span role="alert" className="text-small text-bad">
          {texts.tooLong(overBytes)}
        </span>
      )}
    </div>
  );
}
