import { Plus, X } from 'lucide-react';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { emptyMeasure, type FormMeasure, measureOf } from './experimentForm.ts';
import { MeasureFields } from './MeasureFields.tsx';

const texts = experimentsMessages.form;
const most = 20;

/** What must not get worse. */
export function Guardrails({
  guardrails,
  problem,
  onChange,
}: {
  guardrails: readonly FormMeasure[];
  problem: string | undefined;
  onChange(guardrails: readonly FormMeasure[]): void;
}): React.JSX.Element {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-small font-medium text-ink-2">{texts.guardrails}</legend>
      <p className="text-small text-ink-3">{texts.guardrailsNote}</p>
      {guardrails.map((guardrail, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a guardrail has no name of its own
        <div key={at} className="flex items-end gap-2">
          <MeasureFields
            measure={guardrail}
            error={problem !== undefined && guardrail.detail.trim() === '' ? problem : undefined}
            onChange={(next) => onChange(guardrails.with(at, next))}
          />
          <IconButton
            label={texts.removeGuardrail(measureOf(guardrail).measure)}
            icon={<X size={14} />}
            onClick={() => onChange(guardrails.toSpliced(at, 1))}
          />
        </div>
      ))}
      {guardrails.length < most && (
        <Button
          size="small"
          className="self-start"
          icon={<Plus size={13} />}
          onClick={() => onChange([...guardrails, { ...emptyMeasure, event: 'click' }])}
        >
          {texts.addGuardrail}
        </Button>
      )}
    </fieldset>
  );
}
