import type { Measure } from '../../../../contract/index.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { eventsWithDetail, type FormMeasure } from './experimentForm.ts';

const texts = experimentsMessages.form;
const events: readonly FormMeasure['event'][] = [
  ...(['conversion', 'click', 'view', 'subscription', 'push'] as const),
];
const ofs: readonly Measure['of'][] = ['share', 'count', 'value'];
const directions = [
  { value: 'more', label: texts.more },
  { value: 'less', label: texts.less },
] as const;

/** What people do, how it is measured, and which direction is better. */
export function MeasureFields({
  measure,
  error,
  onChange,
}: {
  measure: FormMeasure;
  error: string | undefined;
  onChange(measure: FormMeasure): void;
}): React.JSX.Element {
  const { event, detail, of, higherIsBetter } = measure;
  return (
    <div className="grid flex-1 grid-cols-4 items-start gap-3">
      <Select
        label={texts.event}
        value={event}
        options={events.map((value) => ({ value, label: texts.events[value] ?? value }))}
        onChange={(next) => onChange({ ...measure, event: next })}
      />
      {eventsWithDetail.includes(event) ? (
        <TextField
          label={event === 'conversion' ? texts.goal : texts.state}
          {...(event === 'conversion' && { placeholder: texts.goalPlaceholder })}
          maxLength={180}
          value={detail}
          error={error}
          onChange={({ target }) => onChange({ ...measure, detail: target.value })}
        />
      ) : (
        <span />
      )}
      <Select
        label={texts.of}
        value={of}
        options={ofs.map((value) => ({ value, label: texts.ofs[value] }))}
        onChange={(next) => onChange({ ...measure, of: next })}
      />
      <Select
        label={texts.direction}
        value={higherIsBetter ? 'more' : 'less'}
        options={directions}
        onChange={(next) => onChange({ ...measure, higherIsBetter: next === 'more' })}
      />
    </div>
  );
}
