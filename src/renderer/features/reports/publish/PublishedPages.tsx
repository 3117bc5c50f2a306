import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { HubPage, JobDto } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { keepQueued } from '../../../client/jobs/jobs.ts';
import { commonMessages } from '../../../messages/common.ts';
import { publishingMessages } from '../../../messages/growth/publishing.ts';
import { Badge, type BadgeTone } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { Question } from '../../../ui/overlays/Question.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { PageLink } from '../../hub/PageLink.tsx';
import { longTime } from '../../hub/timeField.ts';
import { useHubPages } from '../../hub/useHubPages.ts';

const texts = publishingMessages.list;
/** Versions that a page offers to go back to, the newest first. */
const maxVersions = 20;
const tones: Readonly<Record<HubPage['state'], BadgeTone>> = {
  draft: 'neutral',
  scheduled: 'accent',
  published: 'good',
  unpublished: 'caution',
};

/** The pages of the hub; each can be taken down or shown as it was. */
export function PublishedPages({
  hub,
  onQueued,
}: {
  hub: string;
  onQueued(job: JobDto): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const [leaving, setLeaving] = useState<HubPage>();
  const list = useHubPages(hub);
  const onSuccess = (job: JobDto): void => {
    keepQueued([job]);
    onQueued(job);
  };
  const unpublish = useMutation(procedures.publishing.unpublish.mutationOptions({ onSuccess }));
  const rollback = useMutation(procedures.publishing.rollback.mutationOptions({ onSuccess }));
  const error = unpublish.error ?? rollback.error;
  const pages = list.data?.pages ?? [];
  return (
    <section aria-labelledby="hub-pages" className="flex flex-col gap-2 border-t border-line pt-4">
      <h3 id="hub-pages" className="text-small font-medium text-ink-2">
        {texts.title}
      </h3>
      {pages.length === 0 && <p className="text-ink-2">{texts.none}</p>}
      <ul className="flex flex-col gap-1">
        {pages.map((page) => (
          <li key={page.key} className="flex items-start justify-between gap-3 py-1">
            <div className="min-w-0">
              <PageLink url={new URL(page.path, hub).href}>{page.title}</PageLink>
              <p className="flex items-center gap-2 text-small text-ink-2">
                <Badge tone={tones[page.state]}>{publishingMessages.states[page.state]}</Badge>
                {page.state === 'scheduled' && page.publishAtMs !== undefined
                  ? texts.from(longTime(page.publishAtMs))
                  : texts.version(page.version, longTime(page.updatedAtMs))}
              </p>
            </div>
            <div className="flex shrink-0 gap-1">
              <Menu
                trigger={
                  <Button
                    size="small"
                    aria-label={texts.rollbackLabel(page.title)}
                    disabled={versionsOf(page).length === 0}
                  >
                    {texts.rollback}
                  </Button>
                }
                items={versionsOf(page).map((version) => ({
                  label: texts.rollbackItem(version),
                  onSelect: () => rollback.mutate({ hub, key: page.key, version }),
                }))}
              />
              <Button
                size="small"
                aria-label={texts.unpublishLabel(page.title)}
                disabled={page.state === 'unpublished'}
                onClick={() => setLeaving(page)}
              >
                {texts.unpublish}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {error !== null && <ErrorLine error={error} />}
      {leaving !== undefined && (
        <Question
          title={texts.unpublishTitle}
          description={texts.unpublishNote}
          no={commonMessages.keep}
          yes={texts.unpublish.replace('…', '')}
          kind="danger"
          onYes={() => unpublish.mutate({ hub, key: leaving.key })}
          onClose={() => setLeaving(undefined)}
        >
          <p dir="auto" className="font-medium text-ink [overflow-wrap:anywhere]">
            {leaving.title}
          </p>
        </Question>
      )}
    </section>
  );
}

/** Versions other than the one that is shown; of a page that was taken down that one, too. */
function versionsOf({ state, version, latestVersion = version }: HubPage): number[] {
  return Array.from(
    { length: Math.min(latestVersion, maxVersions) },
    (_, at) => latestVersion - at,
  ).filter((each) => each !== version || state === 'unpublished');
}
