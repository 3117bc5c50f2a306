import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BriefId, Experiment } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextArea } from '../../../ui/inputs/TextArea.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { type ExperimentForm, emptyForm, newExperimentOf, problemsOf } from './experimentForm.ts';
import { Guardrails } from './Guardrails.tsx';
import { draftsOfBrief, keptDraftsOf } from './keptDrafts.ts';
import { MetricFields } from './MetricFields.tsx';
import { PlannedLine, PlannedSize } from './PlannedSize.tsx';
import { VariantFields } from './VariantFields.tsx';

const texts = experimentsMessages.form;

/** One question with its metric, its variants and its size; the kept drafts of a brief are offered first. */
export function NewExperimentDialog({
  briefId,
  onClose,
  onCreated,
}: {
  briefId: BriefId | undefined;
  onClose(): void;
  onCreated(experiment: Experiment): void;
}): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [form, setForm] = useState<ExperimentForm>(emptyForm);
  const [isTold, setTold] = useState(false);
  const drafts = useQuery(procedures.drafts.list.queryOptions({ input: { limit: 200 } }));
  const kept = keptDraftsOf(drafts.data?.briefs ?? []);
  // Once the drafts are there, those of the brief are chosen; whatever a person did before that stays.
  const [isOffered, setOffered] = useState(briefId === undefined);
  if (!isOffered && drafts.data !== undefined) {
    setOffered(true);
    const variants = draftsOfBrief(kept, briefId);
    if (form.variants.length === 0) setForm((before) => ({ ...before, variants }));
  }
  const change = (part: Partial<ExperimentForm>): void =>
    setForm((before) => ({ ...before, ...part }));
  const problems = problemsOf(form);
  const errorOf = (field: Parameters<typeof problems.has>[0], text = texts.missing) =>
    isTold && problems.has(field) ? text : undefined;
  const create = useMutation({
    mutationFn: (asked: NonNullable<ReturnType<typeof newExperimentOf>>) =>
      client.experiments.create(asked),
    onSuccess: async (created) => {
      await queryClient.invalidateQueries({ queryKey: procedures.experiments.list.key() });
      onCreated(created);
    },
  });
  const submit = (): void => {
    setTold(true);
    const asked = newExperimentOf(form);
    if (asked !== undefined) create.mutate(asked);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="large"
      title={texts.title}
      description={texts.explanation}
      actions={
        <>
          <PlannedLine form={form} />
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button kind="primary" disabled={create.isPending} onClick={submit}>
            {commonMessages.create}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {create.error !== null && <ErrorLine error={create.error} />}
        <div className="grid grid-cols-2 gap-4">
          <TextField
            label={texts.name}
            placeholder={texts.namePlaceholder}
            maxLength={1_000}
            value={form.name}
            error={errorOf('name')}
            onChange={({ target }) => change({ name: target.value })}
          />
          <TextArea
            label={texts.hypothesis}
            placeholder={texts.hypothesisPlaceholder}
            maxLength={1_000}
            rows={2}
            value={form.hypothesis}
            error={errorOf('hypothesis')}
            onChange={({ target }) => change({ hypothesis: target.value })}
          />
        </div>
        <VariantFields
          variants={form.variants}
          drafts={kept}
          error={drafts.error}
          problem={errorOf('variants', form.variants.length < 2 ? texts.tooFew : texts.tooMany)}
          onChange={(variants) => change({ variants })}
        />
        <MetricFields form={form} errorOf={errorOf} onChange={change} />
        <Guardrails
          guardrails={form.guardrails}
          problem={errorOf('guardrails')}
          onChange={(guardrails) => change({ guardrails })}
        />
        <PlannedSize form={form} />
      </div>
    </Dialog>
  );
}
