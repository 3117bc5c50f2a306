import { Minus, Sprout, TrendingDown, TrendingUp, Triangle } from 'lucide-react';
import type { TrendStage } from '../../../../contract/index.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { Badge, type BadgeTone } from '../../../ui/Badge.tsx';

const looks: Record<TrendStage, { tone: BadgeTone; icon: React.JSX.Element }> = {
  emerging: { tone: 'accent', icon: <Sprout size={11} aria-hidden="true" /> },
  rising: { tone: 'good', icon: <TrendingUp size={11} aria-hidden="true" /> },
  peak: { tone: 'caution', icon: <Triangle size={9} aria-hidden="true" /> },
  fading: { tone: 'bad', icon: <TrendingDown size={11} aria-hidden="true" /> },
  evergreen: { tone: 'neutral', icon: <Minus size={11} aria-hidden="true" /> },
};

/** Where a topic is in its life. */
export function StageBadge({ stage }: { stage: TrendStage }): React.JSX.Element {
  const { tone, icon } = looks[stage];
  return (
    <span title={trendsMessages.stageNotes[stage]} className="inline-flex">
      <Badge tone={tone} icon={icon}>
        {trendsMessages.stages[stage]}
      </Badge>
    </span>
  );
}
