import { PenLine, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { DraftRequest } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextArea } from '../../../ui/inputs/TextArea.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { WorkButton } from '../../library/work/WorkButton.tsx';
import { BriefModel, useBriefModel } from './BriefModel.tsx';
import { type BriefFields, type FieldErrors, readBrief, useBriefForm } from './briefForm.ts';
import { OwnExamples, useOwnExamples } from './OwnExamples.tsx';

interface BriefFormProps {
  /** True while drafts are being written. */
  writing: boolean;
  onWrite(brief: DraftRequest): void;
  onStop(): void;
}

/** What the hooks are about and for whom. What is wrong is said once writing was tried. */
export function BriefForm({ writing, onWrite, onStop }: BriefFormProps): React.JSX.Element {
  const fields = useBriefForm();
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const modelId = useBriefModel();
  const withOwnExamples = useOwnExamples(({ isOn }) => isOn);
  const read = readBrief(fields);
  const errors: FieldErrors = tried && 'errors' in read ? read.errors : {};
  useWriteKey(form, writing);

  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (writing) {
      onStop();
    } else if ('brief' in read) {
      setTried(false);
      onWrite({
        ...read.brief,
        ...(modelId !== undefined && { modelId }),
        ...(withOwnExamples ? {} : { withOwnExamples }),
      });
    } else {
      setTried(true);
      const [wrong] = Object.keys(read.errors);
      form.current?.querySelector<HTMLElement>(`[name=${wrong}]`)?.focus();
    }
  };
  const bind = (name: keyof BriefFields) => ({
    name,
    value: fields[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) =>
      useBriefForm.setState({ [name]: event.target.value }),
  });
  return (
    <form
      ref={form}
      aria-label={draftsMessages.briefForm.brief}
      noValidate
      onSubmit={submit}
      className="flex flex-col gap-3"
    >
      <TextArea
        label={draftsMessages.briefForm.topic}
        rows={3}
        required
        placeholder={draftsMessages.briefForm.topicExample}
        {...bind('topic')}
      />
      <TextField
        label={draftsMessages.briefForm.audience}
        placeholder={draftsMessages.briefForm.audienceExample}
        {...bind('audience')}
      />
      <TextField
        label={draftsMessages.briefForm.tone}
        placeholder={draftsMessages.briefForm.toneExample}
        {...bind('tone')}
      />
      <div className="grid grid-cols-2 items-start gap-3">
        <TextField
          label={draftsMessages.briefForm.maxWords}
          inputMode="numeric"
          {...bind('lengthWords')}
        />
        <TextField label={draftsMessages.briefForm.drafts} inputMode="numeric" {...bind('count')} />
      </div>
      <BriefModel />
      <OwnExamples />
      <Button
        type="submit"
        kind={writing ? 'plain' : 'primary'}
        icon={writing ? <Square size={12} fill="currentColor" /> : <PenLine size={14} />}
        className="mt-1"
      >
        {writing ? draftsMessages.briefForm.stop : draftsMessages.briefForm.write}
      </Button>
      <p className="-mt-1 flex items-center justify-center gap-1 text-small text-ink-3">
        <Kbd>{draftsMessages.briefForm.ctrl}</Kbd>
        <Kbd>{draftsMessages.briefForm.enter}</Kbd>
      </p>
      <WorkButton videoIds={[]} label={draftsMessages.briefForm.onServers} />
    </form>
  );
}

/** Ctrl Enter writes, wherever on the screen the keyboard is. */
function useWriteKey(form: React.RefObject<HTMLFormElement | null>, writing: boolean): void {
  useEffect(() => {
    // Pressed twice, it must not end what it began.
    if (writing) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      if (event.target instanceof Element && event.target.closest('[role="dialog"]') !== null) {
        return;
      }
      event.preventDefault();
      form.current?.requestSubmit();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [form, writing]);
}
