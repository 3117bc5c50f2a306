import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobId, Report } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { isEnded, keepQueued, useJobs } from '../../../client/jobs/jobs.ts';
import { commonMessages } from '../../../messages/common.ts';
import { publishingMessages as texts } from '../../../messages/growth/publishing.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { fieldTime, nextHour } from '../../hub/timeField.ts';
import { useHubPages } from '../../hub/useHubPages.ts';
import { HubConnection } from './HubConnection.tsx';
import { PageFields, type PageForm, publishInput } from './PageFields.tsx';
import { PublishedPages } from './PublishedPages.tsx';
import { PublishProgress } from './PublishProgress.tsx';

/** Where, as what and when a report is published; what is on the hub, and taking it down again. */
export function PublishDialog({
  report,
  onClose,
}: {
  report: Report;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const { publishing } = procedures;
  const [chosenHub, setChosenHub] = useState<string>();
  const [change, setChange] = useState<Partial<PageForm>>({});
  /** The last thing that was asked of the hub. */
  const [asked, setAsked] = useState<{ jobId: JobId; isOfReport: boolean }>();
  const where = useQuery(publishing.where.queryOptions());
  const becomes = useQuery(
    publishing.pageOfReport.queryOptions({ input: { reportId: report.id } }),
  );
  const hub = chosenHub ?? where.data?.hub;
  const list = useHubPages(hub);
  // What a hub said before it went away is no longer so.
  const pages = list.error === null ? list.data?.pages : undefined;
  const page = pages?.find(({ key }) => key === becomes.data?.key);
  const isShown = page !== undefined && page.state !== 'unpublished';
  const job = useJobs()?.find(({ id }) => id === asked?.jobId);
  const isBusy = job !== undefined && !isEnded(job.state);
  const publish = useMutation(
    publishing.publishReport.mutationOptions({
      onSuccess: (queued) => {
        keepQueued([queued]);
        setAsked({ jobId: queued.id, isOfReport: true });
      },
    }),
  );
  const form: PageForm = {
    // What was published under another title or address stays there until somebody changes it.
    ...{
      title: page?.title ?? becomes.data?.title ?? '',
      slug: page?.slug ?? becomes.data?.slug ?? '',
    },
    ...{ when: 'now', at: fieldTime(nextHour(Date.now())) },
    ...change,
  };
  const input = publishInput(form, Date.now());
  const canPublish = pages !== undefined && input !== undefined && !isBusy && !publish.isPending;
  const error = where.error ?? becomes.error ?? publish.error;
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.title}
      description={texts.explanation}
      width="medium"
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.close}</Button>
          <Button
            kind="primary"
            disabled={!canPublish}
            onClick={() =>
              input !== undefined &&
              hub !== undefined &&
              publish.mutate({ hub, reportId: report.id, ...input })
            }
          >
            {form.when === 'later' ? texts.plan : isShown ? texts.republish : texts.publish}
          </Button>
        </>
      }
    >
      {hub === undefined || becomes.data === undefined ? (
        error === null && <Skeleton className="h-40" />
      ) : (
        <div className="flex flex-col gap-4">
          <HubConnection
            hub={hub}
            keepsKeys={where.data?.keepsKeys === true}
            onHub={setChosenHub}
          />
          {pages !== undefined && (
            <>
              <PageFields
                form={form}
                hub={hub}
                shownSlug={isShown ? page.slug : undefined}
                onChange={(next) => setChange((before) => ({ ...before, ...next }))}
              />
              <p className="text-small text-ink-2">
                {texts.page.facts(becomes.data.sources, becomes.data.topics)}
              </p>
            </>
          )}
          {job !== undefined && (
            <PublishProgress job={job} page={asked?.isOfReport ? page : undefined} hub={hub} />
          )}
          {pages !== undefined && (
            <PublishedPages
              hub={hub}
              onQueued={({ id }) => setAsked({ jobId: id, isOfReport: false })}
            />
          )}
        </div>
      )}
      {error !== null && (
        <div className="mt-3">
          <ErrorLine error={error} />
        </div>
      )}
    </Dialog>
  );
}
