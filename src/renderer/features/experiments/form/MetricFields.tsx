import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import type { ExperimentForm, FormProblem } from './experimentForm.ts';
import { MeasureFields } from './MeasureFields.tsx';

const texts = experimentsMessages.form;
const units = ['person', 'post', 'slot'] as const;

/** The metric with the effect that matters, and what its size is planned from. */
export function MetricFields({
  form,
  errorOf,
  onChange,
}: {
  form: ExperimentForm;
  errorOf(field: FormProblem, text?: string): string | undefined;
  onChange(part: Partial<ExperimentForm>): void;
}): React.JSX.Element {
  const isShare = form.metric.of === 'share';
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-small font-medium text-ink-2">{texts.metric}</legend>
      <MeasureFields
        measure={form.metric}
        error={errorOf('metric')}
        onChange={(metric) => onChange({ metric })}
      />
      <div className="grid grid-cols-4 items-start gap-3">
        <TextField
          label={isShare ? texts.baseline : texts.baselineMean}
          note={texts.baselineNote}
          inputMode="decimal"
          value={form.baseline}
          error={errorOf('baseline', isShare ? texts.notShare : texts.notNumber)}
          onChange={({ target }) => onChange({ baseline: target.value })}
        />
        {isShare ? (
          <Select
            label={texts.unit}
            value={form.unit}
            options={units.map((value) => ({ value, label: texts.units[value] }))}
            onChange={(unit) => onChange({ unit })}
          />
        ) : (
          <TextField
            label={texts.sd}
            note={texts.sdNote}
            inputMode="decimal"
            value={form.sd}
            error={errorOf('sd', texts.notNumber)}
            onChange={({ target }) => onChange({ sd: target.value })}
          />
        )}
        <TextField
          label={texts.minimumEffect}
          note={texts.minimumEffectNote}
          inputMode="decimal"
          value={form.minimumEffect}
          error={errorOf('minimumEffect', texts.notNumber)}
          onChange={({ target }) => onChange({ minimumEffect: target.value })}
        />
        <TextField
          label={texts.perDay}
          note={texts.perDayNote}
          inputMode="decimal"
          value={form.perDay}
          error={errorOf('perDay', texts.notNumber)}
          onChange={({ target }) => onChange({ perDay: target.value })}
        />
        {!isShare && (
          <Select
            label={texts.unit}
            value={form.unit}
            options={units.map((value) => ({ value, label: texts.units[value] }))}
            onChange={(unit) => onChange({ unit })}
          />
        )}
      </div>
    </fieldset>
  );
}
