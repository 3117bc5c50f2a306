import { notificationsMessages } from '../../../messages/growth/notifications.ts';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import type { CampaignForm, CampaignProblem } from './campaignForm.ts';

const texts = notificationsMessages.form;

/** Who is held out, what counts as a return, and what gain would be worth the message. */
export function MeasureFields({
  form,
  errorOf,
  onChange,
}: {
  form: CampaignForm;
  errorOf(field: CampaignProblem, text: string): string | undefined;
  onChange(change: Partial<CampaignForm>): void;
}): React.JSX.Element {
  return (
    <div className="grid grid-cols-2 items-start gap-4">
      <TextField
        label={texts.heldOut}
        inputMode="decimal"
        value={form.heldOut}
        note={texts.heldOutNote}
        error={errorOf('heldOut', texts.notShare)}
        onChange={({ target }) => onChange({ heldOut: target.value })}
      />
      <div className="flex flex-col items-start gap-1">
        <span aria-hidden="true" className="text-small font-medium text-ink-2">
          {texts.within}
        </span>
        <SegmentedControl<CampaignForm['days']>
          label={texts.within}
          value={form.days}
          options={(['1', '7'] as const).map((value) => ({ value, label: texts.days[value] }))}
          onChange={(days) => onChange({ days })}
        />
      </div>
      <TextField
        label={texts.baseline}
        inputMode="decimal"
        value={form.baseline}
        note={texts.baselineNote(texts.days[form.days])}
        error={errorOf('baseline', texts.notShare)}
        onChange={({ target }) => onChange({ baseline: target.value })}
      />
      <TextField
        label={texts.effect}
        inputMode="decimal"
        value={form.effect}
        note={texts.effectNote}
        error={errorOf('effect', texts.notNumber)}
        onChange={({ target }) => onChange({ effect: target.value })}
      />
    </div>
  );
}
