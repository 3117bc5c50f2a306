import { teamSharingMessages } from '../../../messages/team/teamSharing.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { SharingPanel } from './SharingPanel.tsx';

/** The shared memory, and beside it what goes into it. */
export function SharingSection(): React.JSX.Element {
  return (
    <div className="grid items-start gap-4 @min-[860px]:grid-cols-[minmax(0,1fr)_380px] @min-[1500px]:grid-cols-[minmax(0,1fr)_520px]">
      <SharingPanel />
      <Panel title={teamSharingMessages.sharingSection.title}>
        <dl className="flex flex-col gap-3">
          <div>
            <dt className="text-small font-medium text-ink-2">
              {teamSharingMessages.sharingSection.sent}
            </dt>
            <dd className="text-ink">{teamSharingMessages.sharingSection.sentList}</dd>
          </div>
          <div>
            <dt className="text-small font-medium text-ink-2">
              {teamSharingMessages.sharingSection.never}
            </dt>
            <dd className="text-ink">{teamSharingMessages.sharingSection.neverList}</dd>
          </div>
          <div>
            <dt className="text-small font-medium text-ink-2">
              {teamSharingMessages.sharingSection.conflicts}
            </dt>
            <dd className="text-ink">{teamSharingMessages.sharingSection.conflictsExplanation}</dd>
          </div>
        </dl>
      </Panel>
    </div>
  );
}
