import { useId, useState } from 'react';
import { type Decision, decisionSchema, type ShownExperiment } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextArea } from '../../../ui/inputs/TextArea.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';

const { decide: texts, decisions } = experimentsMessages;

/** By the rule, or against it with a reason; what was decided before can only be overruled. */
export function DecideDialog({
  experiment: { state, evaluation },
  onDecide,
  onClose,
}: {
  experiment: ShownExperiment;
  onDecide(overrule: { decision: Decision; reason: string } | undefined): Promise<void>;
  onClose(): void;
}): React.JSX.Element {
  const isAgain = state === 'decided';
  const [isOverruled, setOverruled] = useState(isAgain);
  const [decision, setDecision] = useState<Decision>(
    evaluation?.decision === 'kill' ? 'keep' : 'kill',
  );
  const [reason, setReason] = useState('');
  const [isTold, setTold] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const name = useId();
  const confirm = async (): Promise<void> => {
    setTold(true);
    if (isOverruled && reason.trim() === '') return;
    setBusy(true);
    await onDecide(isOverruled ? { decision, reason: reason.trim() } : undefined);
    setBusy(false);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={isAgain ? texts.titleAgain : texts.title}
      {...(state === 'running' && { description: texts.stops })}
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button kind="primary" disabled={isBusy} onClick={() => void confirm()}>
            {isAgain ? experimentsMessages.page.overrule : texts.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {!isAgain && evaluation !== undefined && (
          <div role="radiogroup" aria-label={texts.how} className="flex flex-col gap-1">
            {[false, true].map((overrules) => (
              <label key={`${overrules}`} className="flex items-center gap-2 text-ink">
                <input
                  type="radio"
                  name={name}
                  className="accent-accent"
                  checked={isOverruled === overrules}
                  onChange={() => setOverruled(overrules)}
                />
                {overrules ? texts.overrule : texts.byRule(decisions[evaluation.decision])}
              </label>
            ))}
          </div>
        )}
        {isOverruled ? (
          <>
            <Select
              label={texts.decision}
              value={decision}
              options={decisionSchema.options.map((value) => ({ value, label: decisions[value] }))}
              onChange={(next) => setDecision(next)}
            />
            <TextArea
              label={texts.reason}
              placeholder={texts.reasonPlaceholder}
              rows={3}
              maxLength={1_000}
              value={reason}
              error={isTold && reason.trim() === '' ? texts.reasonMissing : undefined}
              onChange={({ target }) => setReason(target.value)}
            />
          </>
        ) : (
          <p className="text-ink-2">{evaluation?.reasons.join(' ')}</p>
        )}
      </div>
    </Dialog>
  );
}
