import { Panel } from '../../../ui/Panel.tsx';
import { SharingPanel } from './SharingPanel.tsx';

/** The shared memory, and beside it what goes into it. */
export function SharingSection(): React.JSX.Element {
  return (
    <div className="grid items-start gap-4 @min-[860px]:grid-cols-[minmax(0,1fr)_380px] @min-[1500px]:grid-cols-[minmax(0,1fr)_520px]">
      <SharingPanel />
      <Panel title="What is shared">
        <dl className="flex flex-col gap-3">
          <div>
            <dt className="text-small font-medium text-ink-2">With the next sync</dt>
            <dd className="text-ink">
              Titles, descriptions, channels, dates and links of videos; transcripts and on-screen
              text with their embeddings; hooks, drafts, collections and metrics; the name of this
              computer.
            </dd>
          </div>
          <div>
            <dt className="text-small font-medium text-ink-2">Never</dt>
            <dd className="text-ink">
              Videos, sound and pictures; file names and folders; settings; keys.
            </dd>
          </div>
          <div>
            <dt className="text-small font-medium text-ink-2">When two desks edit the same</dt>
            <dd className="text-ink">
              The later edit of a field wins. Titles, descriptions, drafts and names of collections
              are kept twice until somebody chooses.
            </dd>
          </div>
        </dl>
      </Panel>
    </div>
  );
}
