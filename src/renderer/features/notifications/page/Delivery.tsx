import type { ShownPushCampaign } from '../../../../contract/index.ts';
import { errorOfJob } from '../../../client/jobs/jobs.ts';
import { notificationsMessages } from '../../../messages/growth/notifications.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { formatShare } from '../../experiments/formatExperiment.ts';
import { Term } from '../../experiments/Term.tsx';
import { longTime } from '../../hub/timeField.ts';
import type { CampaignStanding } from '../campaignState.ts';

const { delivery: texts, page } = notificationsMessages;

type Row = keyof typeof texts.rows;
const sendingRows: readonly Row[] = [
  ...(['sent', 'heldOut', 'open', 'ready', 'quiet', 'capped'] as const),
  ...(['waiting', 'failed', 'unknown', 'gone'] as const),
];
const toldRows: readonly Row[] = ['delivered', 'shown', 'clicked', 'closed'];

/** How far sending is, and what became of it; what a word means is one hover away. */
export function Delivery({
  status,
  standing,
}: {
  status: ShownPushCampaign;
  standing: CampaignStanding;
}): React.JSX.Element {
  return (
    <Panel title={texts.title}>
      <Progress standing={standing} />
      <div className="grid grid-cols-[3fr_2fr] gap-6">
        <Counts title={texts.sending} rows={sendingRows} status={status} isOfSent={false} />
        <Counts title={texts.told} rows={toldRows} status={status} isOfSent />
      </div>
    </Panel>
  );
}

function Progress({
  standing: { state: standing, job, failed },
}: {
  standing: CampaignStanding;
}): React.JSX.Element | null {
  // Also while it waits to be tried again.
  const error = errorOfJob(failed ?? job ?? { error: undefined });
  if (error !== undefined) {
    return (
      <div className="mb-3">
        <ErrorLine error={error} />
      </div>
    );
  }
  if (job === undefined) return null;
  const { state, notBeforeMs, stages } = job;
  if ((standing === 'planned' || standing === 'waiting') && notBeforeMs !== undefined) {
    const when = longTime(notBeforeMs);
    return (
      <p role="status" className="mb-3 text-ink-2">
        {standing === 'planned' ? page.planned(when) : page.continues(when)}
      </p>
    );
  }
  const [sending] = stages;
  const { done, total } = sending?.detail ?? {};
  const words =
    state === 'waiting'
      ? page.queued
      : sending?.state === 'done'
        ? page.collecting
        : done !== undefined && total !== undefined
          ? page.progressOf(done, total)
          : page.queued;
  return (
    <div className="mb-3 flex items-center gap-3">
      <ProgressBar
        label={page.progress}
        fraction={state === 'waiting' ? undefined : job.fraction}
        className="flex-1"
      />
      <span role="status" className="text-small text-ink-2">
        {words}
      </span>
    </div>
  );
}

function Counts({
  title,
  rows,
  status,
  isOfSent,
}: {
  title: string;
  rows: readonly Row[];
  status: ShownPushCampaign;
  isOfSent: boolean;
}): React.JSX.Element {
  return (
    <div>
      <h3 className="mb-1.5 text-small font-medium text-ink-3">{title}</h3>
      <dl className={`grid gap-x-8 gap-y-1 ${isOfSent ? '' : 'grid-cols-2'}`}>
        {rows.map((row) => {
          const { name, meaning } = texts.rows[row];
          return (
            <div key={row} className="flex items-baseline justify-between gap-2">
              <dt>
                <Term meaning={meaning} className="text-ink-2">
                  {name}
                </Term>
              </dt>
              <dd className="text-right text-ink select-text">
                {isOfSent && status.sent > 0 && status[row] > 0 && (
                  <span className="mr-2 text-small text-ink-3">
                    {texts.share(formatShare(status[row] / status.sent))}
                  </span>
                )}
                {status[row].toLocaleString('en')}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
