import { Tabs } from '@base-ui/react/tabs';
import { useEffect } from 'react';
import { Redirect, useLocation, useParams } from 'wouter';
import { useIsOffline } from '../../client/jobs/jobs.ts';
import { teamMessages } from '../../messages/team/team.ts';
import { TabList } from '../../ui/Tabs.tsx';
import { BatchesPanel } from './batches/BatchesPanel.tsx';
import { BranchesPanel } from './branches/BranchesPanel.tsx';
import { SectionTab } from './SectionTab.tsx';
import { SchedulesPanel } from './schedules/SchedulesPanel.tsx';
import { type TeamSection, teamPath, teamSections } from './sections.ts';
import { ServersSection } from './servers/ServersSection.tsx';
import { SharingSection } from './sharing/SharingSection.tsx';
import { useLastSection, useTeam } from './useTeam.ts';
import { WorkersPanel } from './workers/WorkersPanel.tsx';

/** The second gear: servers, the work they do, what is shared, and what happens by itself. */
export default function TeamScreen(): React.JSX.Element {
  const { section } = useParams();
  const last = useLastSection((view) => view.section);
  const open = teamSections.find(({ id }) => id === section)?.id;
  useEffect(() => {
    if (open !== undefined) useLastSection.setState({ section: open });
  }, [open]);
  if (open === undefined) return <Redirect to={teamPath(last)} replace />;
  return <Sections open={open} />;
}

function Sections({ open }: { open: TeamSection }): React.JSX.Element {
  const [, navigate] = useLocation();
  const offline = useIsOffline();
  const team = useTeam();
  return (
    <Tabs.Root
      value={open}
      onValueChange={(value: TeamSection) => navigate(teamPath(value))}
      className="flex h-full flex-col"
    >
      <header className="flex items-baseline gap-3 px-6 pt-4 pb-1">
        <h1 className="text-title font-semibold">{teamMessages.teamScreen.title}</h1>
        <p className="min-h-[22px] min-w-0 truncate text-body text-ink-2">{team.headline}</p>
      </header>
      <TabList label={teamMessages.teamScreen.sections} className="gap-4 px-6">
        {teamSections.map(({ id, name }) => (
          <SectionTab key={id} id={id} name={name} state={team.states[id]} />
        ))}
      </TabList>
      {teamSections.map(({ id }) => (
        <Tabs.Panel
          key={id}
          value={id}
          className="@container min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
        >
          <div
            className={`mx-auto flex max-w-[1760px] flex-col gap-4 px-6 py-5 ${id === 'batches' ? 'h-full' : ''}`}
          >
            {offline && (
              <p className="rounded-control bg-caution-soft px-3 py-2 text-caution">
                {teamMessages.teamScreen.offline}
              </p>
            )}
            <Section id={id} team={team} />
          </div>
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

function Section({
  id,
  team,
}: {
  id: TeamSection;
  team: ReturnType<typeof useTeam>;
}): React.JSX.Element {
  switch (id) {
    case 'servers':
      return <ServersSection />;
    case 'batches':
      return <BatchesPanel known={team.batches} />;
    case 'workers':
      return <WorkersPanel known={team.workers} />;
    case 'sharing':
      return <SharingSection />;
    case 'branches':
      return <BranchesPanel />;
    case 'schedules':
      return <SchedulesPanel />;
    default:
      return id satisfies never;
  }
}
