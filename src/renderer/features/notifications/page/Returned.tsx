import { Link } from 'wouter';
import type { Experiment, PushCampaign, PushReturn } from '../../../../contract/index.ts';
import { experimentIdSchema } from '../../../../contract/index.ts';
import { notificationsMessages } from '../../../messages/growth/notifications.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { DecisionBadge, StateBadge } from '../../experiments/DecisionBadge.tsx';
import { experimentAddress } from '../../experiments/experimentAddress.ts';
import { formatShare } from '../../experiments/formatExperiment.ts';
import { Term } from '../../experiments/Term.tsx';

const texts = notificationsMessages.returned;
const days = [1, 7] as const;
const arms = ['sent', 'heldOut'] as const;

/** Who came back, by group, and the way to the verdict. */
export function Returned({
  returned,
  campaign,
  experiment,
}: {
  returned: readonly PushReturn[];
  campaign: PushCampaign;
  /** Undefined where this library does not have it. */
  experiment: Experiment | undefined;
}): React.JSX.Element {
  const last = experiment?.decisions.at(-1);
  return (
    <Panel title={texts.title} note={texts.note}>
      <table className="w-full">
        <thead>
          <tr className="border-b border-line text-left text-small text-ink-3">
            <th scope="col" className="py-1 font-medium">
              {texts.group}
            </th>
            {days.map((each) => (
              <th key={each} scope="col" className="py-1 font-medium">
                {texts.columns[each]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {arms.map((arm) => (
            <tr key={arm} className="border-b border-line">
              <th scope="row" className="py-1.5 text-left font-normal text-ink-2">
                {texts.arms[arm]}
              </th>
              {days.map((each) => (
                <td key={each} className="py-1.5 text-ink">
                  <Cell one={returned.find((one) => one.days === each && one.arm === arm)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-small text-ink-3">{texts.stays}</p>
      {experiment !== undefined && (
        <p className="mt-3 flex flex-wrap items-center gap-2">
          <span className="text-ink-2">{texts.verdict}</span>
          {last === undefined ? (
            <StateBadge state={experiment.state} />
          ) : (
            <DecisionBadge decision={last.decision} />
          )}
          <Link
            href={experimentAddress(experimentIdSchema.parse(campaign.experimentId))}
            className="font-medium text-accent-ink hover:underline"
          >
            {texts.experiment}
          </Link>
          <span className="text-small text-ink-3">{texts.experimentNote}</span>
        </p>
      )}
    </Panel>
  );
}

function Cell({ one }: { one: PushReturn | undefined }): React.JSX.Element {
  if (one === undefined || one.people === 0)
    return <span className="text-ink-3">{texts.nobody}</span>;
  const { days: within, people, returned, pending } = one;
  return (
    <Term meaning={texts.meaning(within, returned, people, pending)} className="text-ink">
      {texts.value(formatShare(returned / people), returned, people)}
    </Term>
  );
}
