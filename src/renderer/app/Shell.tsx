import { lazy, Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useOpenBranch } from '../client/branches.ts';
import { useConnection } from '../client/connection/connection.ts';
import { useFollowJobs } from '../client/jobs/jobs.ts';
import { useTheme } from '../client/useTheme.ts';
import { teamSections } from '../features/team/sections.ts';
import { appMessages } from '../messages/app.ts';
import { commonMessages } from '../messages/common.ts';
import { toast } from '../ui/overlays/Toasts.tsx';
import { BranchBanner } from './BranchBanner.tsx';
import { ConnectionScreen } from './ConnectionScreen.tsx';
import { CommandPalette } from './commands/CommandPalette.tsx';
import { useShortcuts } from './commands/useShortcuts.ts';
import { DropZone } from './DropZone.tsx';
import { Navigation } from './Navigation.tsx';
import { ScreenBoundary } from './ScreenBoundary.tsx';
import { useShellView } from './shellView.ts';
import { TopBar } from './TopBar.tsx';

// Each screen is a chunk of its own, loaded when it is first opened.
const ReplaceDialog = lazy(() => import('../features/replace/ReplaceDialog.tsx'));
const LibraryScreen = lazy(() => import('../features/library/LibraryScreen.tsx'));
const VideoScreen = lazy(() => import('../features/video/VideoScreen.tsx'));
const ReviewScreen = lazy(() => import('../features/review/ReviewScreen.tsx'));
const ChannelScreen = lazy(() => import('../features/channel/ChannelScreen.tsx'));
const SearchScreen = lazy(() => import('../features/search/SearchScreen.tsx'));
const TrendsScreen = lazy(() => import('../features/trends/TrendsScreen.tsx'));
const TopicScreen = lazy(() => import('../features/trends/TopicScreen.tsx'));
const AskScreen = lazy(() => import('../features/ask/AskScreen.tsx'));
const ReportsScreen = lazy(() => import('../features/reports/ReportsScreen.tsx'));
const ProductsScreen = lazy(() => import('../features/products/ProductsScreen.tsx'));
const DraftsScreen = lazy(() => import('../features/drafts/DraftsScreen.tsx'));
const ExperimentsScreen = lazy(() => import('../features/experiments/ExperimentsScreen.tsx'));
const ExperimentScreen = lazy(() => import('../features/experiments/ExperimentScreen.tsx'));
const NotificationsScreen = lazy(() => import('../features/notifications/NotificationsScreen.tsx'));
const RetentionScreen = lazy(() => import('../features/retention/RetentionScreen.tsx'));
const QueueScreen = lazy(() => import('../features/queue/QueueScreen.tsx'));
const ModelsScreen = lazy(() => import('../features/models/ModelsScreen.tsx'));
const EngineScreen = lazy(() => import('../features/engine/EngineScreen.tsx'));
const TeamScreen = lazy(() => import('../features/team/TeamScreen.tsx'));
const ComparisonScreen = lazy(
  () => import('../features/team/comparing/details/ComparisonScreen.tsx'),
);
const BatchScreen = lazy(() => import('../features/team/batches/details/BatchScreen.tsx'));
const SettingsScreen = lazy(() => import('../features/settings/SettingsScreen.tsx'));

/** Navigation, top bar and the open screen. */
export function Shell(): React.JSX.Element {
  useTheme();
  useFollowJobs();
  useTellRestarts();
  useShortcuts();
  const refused = useConnection((connection) => connection.state === 'refused');
  const replacing = useShellView((view) => view.replaceDialog);
  if (refused) return <ConnectionScreen />;
  return (
    <DropZone>
      <div className="grid h-full grid-cols-[184px_minmax(0,1fr)] grid-rows-[44px_auto_minmax(0,1fr)]">
        <a
          href="#screen"
          className="absolute top-1 left-1 z-50 -translate-y-12 rounded-control bg-raised px-3 py-1 focus:translate-y-0"
        >
          {appMessages.shell.skip}
        </a>
        <Navigation />
        <TopBar />
        <BranchBanner />
        <main
          id="screen"
          tabIndex={-1}
          className="col-start-2 row-start-3 min-h-0 min-w-0 overflow-hidden bg-canvas"
        >
          <Screens />
        </main>
      </div>
      <CommandPalette />
      {replacing && (
        <Suspense fallback={null}>
          <ReplaceDialog onClose={() => useShellView.setState({ replaceDialog: false })} />
        </Suspense>
      )}
    </DropZone>
  );
}

/** Says that the core was started again: the screen stays, and what it shows is read anew. */
function useTellRestarts(): void {
  const { reconnects, cause } = useConnection();
  useEffect(() => {
    if (reconnects === 0 || cause !== 'crashed') return;
    const { title, description } = appMessages.shell.coreRestarted;
    toast(title, { description });
  }, [reconnects, cause]);
}

function Screens(): React.JSX.Element {
  const [location] = useLocation();
  const branch = useOpenBranch()?.name;
  useEffect(() => {
    const place = branch === undefined ? commonMessages.appName : appMessages.shell.branch(branch);
    document.title = appMessages.shell.title(titleOf(location), place);
  }, [location, branch]);
  return (
    <ScreenBoundary key={screenOf(location)}>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/library" component={LibraryScreen} />
          <Route path="/video/:videoId" component={VideoScreen} />
          <Route path="/review" component={ReviewScreen} />
          <Route path="/channels/:channelId" component={ChannelScreen} />
          <Route path="/search" component={SearchScreen} />
          <Route path="/trends" component={TrendsScreen} />
          <Route path="/trends/:topicId" component={TopicScreen} />
          <Route path="/ask" component={AskScreen} />
          <Route path="/reports" component={ReportsScreen} />
          <Route path="/products/:productId?" component={ProductsScreen} />
          <Route path="/drafts" component={DraftsScreen} />
          <Route path="/experiments" component={ExperimentsScreen} />
          <Route path="/experiments/:experimentId" component={ExperimentScreen} />
          <Route path="/notifications/:campaignId?" component={NotificationsScreen} />
          <Route path="/retention" component={RetentionScreen} />
          <Route path="/queue" component={QueueScreen} />
          <Route path="/models" component={ModelsScreen} />
          <Route path="/engine" component={EngineScreen} />
          <Route path="/team/:section?" component={TeamScreen} />
          <Route path="/team/batch/:batchId" component={BatchScreen} />
          <Route path="/team/comparison/:comparisonId" component={ComparisonScreen} />
          <Route path="/settings" component={SettingsScreen} />
          <Route>
            <Redirect to="/library" replace />
          </Route>
        </Switch>
      </Suspense>
    </ScreenBoundary>
  );
}

/** Sections of the Team screen, products and notifications are one screen: going from one to the next keeps the focus. */
function screenOf(location: string): string {
  return /^\/(?:team|products|notifications)(?=\/[^/]*$|$)/.exec(location)?.[0] ?? location;
}

function titleOf(location: string): string {
  const [, first = 'library', second] = location.split('/');
  const section = teamSections.find(({ id }) => first === 'team' && id === second);
  const name = first.charAt(0).toUpperCase() + first.slice(1);
  return section === undefined ? name : appMessages.shell.section(section.name, name);
}
