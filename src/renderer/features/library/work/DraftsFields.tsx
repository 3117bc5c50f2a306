import { useEffect, useState } from 'react';
import type { WorkRequest } from '../../../../contract/index.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { type BriefFields, useBriefForm } from '../../drafts/form/briefForm.ts';
import { draftsRequestOf, variantsError } from './draftsRequest.ts';

/** How long typing rests before a plan is made: that looks for the moments of the brief. */
const restMs = 400;

/** The brief of many drafts; it is the one that the Drafts screen has in its fields. */
export function DraftsFields({
  onRequest,
}: {
  /** What is asked for now; undefined while the fields are not filled in. */
  onRequest(request: WorkRequest | undefined): void;
}): React.JSX.Element {
  const fields = useBriefForm();
  const { topic, audience, tone, lengthWords } = fields;
  const [variants, setVariants] = useState('100');
  const read = draftsRequestOf(fields, variants);
  const request = 'request' in read ? JSON.stringify(read.request) : undefined;
  const errors = 'errors' in read ? read.errors : {};
  // biome-ignore lint/correctness/useExhaustiveDependencies: told again when what is asked for is another
  useEffect(() => {
    const resting = setTimeout(
      () => onRequest('request' in read ? read.request : undefined),
      restMs,
    );
    return () => clearTimeout(resting);
  }, [request]);
  const bind = (name: keyof BriefFields) => ({
    value: fields[name],
    onChange: (event: { target: { value: string } }) =>
      useBriefForm.setState({ [name]: event.target.value }),
  });
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <TextField
        label={libraryMessages.draftsFields.topic}
        required
        placeholder={libraryMessages.draftsFields.topicExample}
        className="col-span-2"
        error={topic.trim() === '' ? undefined : errors.topic}
        {...bind('topic')}
      />
      <TextField
        label={libraryMessages.draftsFields.audience}
        placeholder={libraryMessages.draftsFields.audienceExample}
        error={audience === '' ? undefined : errors.audience}
        {...bind('audience')}
      />
      <TextField
        label={libraryMessages.draftsFields.tone}
        placeholder={libraryMessages.draftsFields.toneExample}
        error={tone === '' ? undefined : errors.tone}
        {...bind('tone')}
      />
      <TextField
        label={libraryMessages.draftsFields.maxWords}
        inputMode="numeric"
        error={lengthWords === '' ? undefined : errors.lengthWords}
        {...bind('lengthWords')}
      />
      <TextField
        label={libraryMessages.draftsFields.variants}
        inputMode="numeric"
        value={variants}
        error={variantsError(variants)}
        onChange={({ target }) => setVariants(target.value)}
      />
    </div>
  );
}
