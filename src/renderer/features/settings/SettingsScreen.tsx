import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../client/api.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { BackupSection } from './BackupSection.tsx';
import { EngineSection } from './EngineSection.tsx';
import { HealthSection } from './HealthSection.tsx';
import { LibrarySection } from './LibrarySection.tsx';
import { NetworkSection } from './NetworkSection.tsx';
import { PlayerKeysSection } from './PlayerKeysSection.tsx';
import { WorkSection } from './WorkSection.tsx';

/** What the user decides, and what the library takes. */
export default function SettingsScreen(): React.JSX.Element {
  const { procedures } = useApi();
  const settings = useQuery(procedures.settings.get.queryOptions());
  const info = useQuery(procedures.library.info.queryOptions());
  const access = useQuery(procedures.paths.access.queryOptions());
  const error = settings.error ?? info.error ?? access.error;
  const [chosen, library, folders] = [settings.data, info.data, access.data];
  const isWhole = chosen !== undefined && library !== undefined && folders !== undefined;
  // A connection that is lost for a moment takes nothing away that is typed or told here.
  if (error !== null && !isWhole) {
    return (
      <ErrorState
        error={error}
        onRetry={() => {
          void settings.refetch();
          void info.refetch();
          void access.refetch();
        }}
      />
    );
  }
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-[720px] flex-col gap-8 px-6 py-6">
        <h1 className="text-title font-semibold">{settingsMessages.settingsScreen.title}</h1>
        {!isWhole ? (
          <div aria-busy="true" className="flex flex-col gap-8">
            <Skeleton className="h-64" />
            <Skeleton className="h-40" />
            <Skeleton className="h-72" />
          </div>
        ) : (
          <>
            <LibrarySection info={library} settings={chosen} />
            <BackupSection info={library} access={folders} />
            <NetworkSection settings={chosen} />
            <WorkSection settings={chosen} />
            <EngineSection settings={chosen} />
            <AppearanceSection settings={chosen} />
            <PlayerKeysSection settings={chosen} />
            <HealthSection version={library.version} />
          </>
        )}
      </div>
    </div>
  );
}
