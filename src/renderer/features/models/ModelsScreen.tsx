import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ModelSummary, type ModelTask, modelSettings } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { useIsOffline } from '../../client/jobs/jobs.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorState, Skeleton } from '../../ui/StateViews.tsx';
import { BetterModels } from './BetterModels.tsx';
import { HubDialog } from './hub/HubDialog.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { LicenceDialog } from './LicenceDialog.tsx';
import { ModelRow } from './ModelRow.tsx';
import { ScanDialog } from './ScanDialog.tsx';
import { useChooseModel } from './useChooseModel.ts';

const tasks: readonly { task: ModelTask; name: string; note: string }[] = [
  {
    task: 'transcribe',
    name: modelsMessages.modelsScreen.speech,
    note: modelsMessages.modelsScreen.speechNote,
  },
  {
    task: 'embed',
    name: modelsMessages.modelsScreen.meaning,
    note: modelsMessages.modelsScreen.meaningNote,
  },
  {
    task: 'see',
    name: modelsMessages.modelsScreen.seeing,
    note: modelsMessages.modelsScreen.seeingNote,
  },
  {
    task: 'generate',
    name: modelsMessages.modelsScreen.language,
    note: modelsMessages.modelsScreen.languageNote,
  },
];

/** The models of this computer: what fits, what is installed, what can be. */
export default function ModelsScreen(): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error, refetch } = useQuery(procedures.models.list.queryOptions());
  const [asked, setAsked] = useState<{ target: string; models: readonly ModelSummary[] }>();
  const [importing, setImporting] = useState(false);
  const [browsing, setBrowsing] = useState(false);
  const [scanning, setScanning] = useState(false);
  const { data: settings } = useQuery(procedures.settings.get.queryOptions());
  const { chooseAutomatically } = useChooseModel();
  const offline = useIsOffline();
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;

  const models = data?.models ?? [];
  const missingStarters = models.filter(({ starter, state }) => starter && state !== 'installed');
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-[880px] flex-col gap-6 px-6 py-6">
        <header className="flex items-center gap-3">
          <h1 className="flex-1 text-title font-semibold">{modelsMessages.modelsScreen.title}</h1>
          <Button onClick={() => setBrowsing(true)}>{modelsMessages.modelsScreen.more}</Button>
          <Button onClick={() => setScanning(true)}>{modelsMessages.modelsScreen.scan}</Button>
          <Button onClick={() => setImporting(true)}>
            {modelsMessages.modelsScreen.importFile}
          </Button>
          {missingStarters.length > 0 && (
            <Button
              kind="primary"
              disabled={offline}
              onClick={() => setAsked({ target: 'starter', models: missingStarters })}
            >
              {modelsMessages.modelsScreen.installStarter}
            </Button>
          )}
        </header>
        {offline && (
          <p className="rounded-control bg-caution-soft px-3 py-2 text-caution">
            {modelsMessages.modelsScreen.offline}
          </p>
        )}
        {data === undefined ? (
          <div aria-busy="true" className="flex flex-col gap-6">
            <Skeleton className="h-52" />
            <Skeleton className="h-40" />
            <Skeleton className="h-52" />
          </div>
        ) : (
          tasks.map(({ task, name, note }) => (
            <section key={task} aria-label={name}>
              <div className="mb-2 flex items-baseline gap-2">
                <h2 className="text-body font-semibold">{name}</h2>
                <p className="text-small text-ink-3">{note}</p>
                {(settings?.[modelSettings[task]] ?? '') !== '' && (
                  <p className="ml-auto text-small text-ink-3">
                    {modelsMessages.modelsScreen.chosenByYou}{' '}
                    <Button kind="quiet" size="small" onClick={() => chooseAutomatically(task)}>
                      {modelsMessages.modelsScreen.automatic}
                    </Button>
                  </p>
                )}
              </div>
              {task === 'generate' && (
                <BetterModels
                  models={models.filter((model) => model.task === task)}
                  offline={offline}
                  onInstall={(model) => setAsked({ target: model.id, models: [model] })}
                />
              )}
              <ul className="divide-y divide-line rounded-panel border border-line bg-panel">
                {models
                  .filter((model) => model.task === task)
                  .sort(ownFirst)
                  .map((model) => (
                    <ModelRow
                      key={model.id}
                      model={model}
                      offline={offline}
                      onInstall={() => setAsked({ target: model.id, models: [model] })}
                    />
                  ))}
              </ul>
            </section>
          ))
        )}
      </div>
      <LicenceDialog asked={asked} onClose={() => setAsked(undefined)} />
      <HubDialog
        open={browsing}
        offline={offline}
        onClose={() => setBrowsing(false)}
        onInstall={(id) => {
          setBrowsing(false);
          setAsked({ target: id, models: models.filter((model) => model.id === id) });
        }}
      />
      <ScanDialog open={scanning} onClose={() => setScanning(false)} />
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
    </div>
  );
}

/** What is used, then what the user has; the others as the catalogue has them. */
function ownFirst(a: ModelSummary, b: ModelSummary): number {
  const rank = ({ inUse, state, origin }: ModelSummary): number =>
    inUse ? 0 : state === 'installed' || origin === 'imported' ? 1 : 2;
  return rank(a) - rank(b);
}
