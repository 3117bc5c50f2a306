import type { ModelFit } from '../../../contract/index.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { Badge, type BadgeTone } from '../../ui/Badge.tsx';
import { Tooltip } from '../../ui/overlays/Tooltip.tsx';

const texts = modelsMessages.modelRow;

const fits: Record<ModelFit['state'], { tone: BadgeTone; label: string }> = {
  good: { tone: 'good', label: texts.runsWell },
  slow: { tone: 'caution', label: texts.slow },
  no: { tone: 'bad', label: texts.tooLarge },
};

/** How a model would run on this computer; pointed at or focused, with the reason. */
export function FitBadge({ fit: { state, reason } }: { fit: ModelFit }): React.JSX.Element {
  const { tone, label } = fits[state];
  return (
    <Tooltip text={reason}>
      <button type="button" aria-label={texts.fit(label, reason)}>
        <Badge tone={tone}>{label}</Badge>
      </button>
    </Tooltip>
  );
}
