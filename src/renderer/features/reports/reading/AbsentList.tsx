import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Report, ReportAbsenceReason } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { useIsOffline } from '../../../client/jobs/jobs.ts';
import { commonMessages } from '../../../messages/common.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Button } from '../../../ui/Button.tsx';
import { useObserveCounts } from '../../library/actions/useObserveCounts.ts';
import { useFindTopics } from '../../trends/useFindTopics.ts';

const texts = reportsMessages.reading;

/** What the report lacks, each with what can be done about it. */
export function AbsentList({ absent }: Pick<Report, 'absent'>): React.JSX.Element | null {
  if (absent.length === 0) return null;
  return (
    <section aria-labelledby="report-absent" className="border-t border-line pt-5">
      <h2 id="report-absent" className="mb-2 text-lead font-semibold text-ink">
        {texts.absent}
      </h2>
      <ul className="flex flex-col gap-1.5">
        {absent.map(({ reason, text, count }) => (
          <li key={reason} className="flex min-h-6 items-start gap-3 text-ink-2">
            <span className="min-w-0">
              {count === undefined ? text : texts.counted(text, count)}
            </span>
            <Remedy reason={reason} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Remedy({ reason }: { reason: ReportAbsenceReason }): React.JSX.Element | null {
  switch (reason) {
    case 'no-snapshots':
    case 'one-snapshot':
    case 'no-scores':
      return <ObserveButton />;
    case 'no-topics':
      return <FindTopicsButton />;
    case 'hashtags-only':
    case 'no-model':
    case 'no-chat-training':
      return (
        <Link
          href="/models"
          className="shrink-0 text-small leading-6 font-medium text-accent-ink hover:underline"
        >
          {commonMessages.goToModels}
        </Link>
      );
    case 'no-videos':
    case 'no-products':
    case 'no-comments':
    case 'no-openings':
    case 'sentences-left-out':
      return null;
    default:
      return reason satisfies never;
  }
}

/** Reads the counts of the videos that came from links. */
export function ObserveButton(): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const offline = useIsOffline();
  const { observe, done } = useObserveCounts(() =>
    queryClient.invalidateQueries({ queryKey: procedures.trends.key() }),
  );
  return (
    <Button
      size="small"
      disabled={offline || done !== undefined}
      title={offline ? commonMessages.networkOff : undefined}
      onClick={() => observe([])}
    >
      {done === undefined ? texts.observe : texts.observing(done)}
    </Button>
  );
}

function FindTopicsButton(): React.JSX.Element {
  const { find, isFinding } = useFindTopics();
  return (
    <Button size="small" disabled={isFinding} onClick={() => find(false)}>
      {texts.findTopics}
    </Button>
  );
}
