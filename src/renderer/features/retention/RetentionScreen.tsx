import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { useApi } from '../../client/api.ts';
import { retentionMessages as texts } from '../../messages/growth/retention.ts';
import { SegmentedControl } from '../../ui/inputs/SegmentedControl.tsx';
import { EventRetention } from './EventRetention.tsx';
import { FileRetention } from './FileRetention.tsx';

type Source = 'events' | 'file';
const sources: readonly { value: Source; label: string }[] = [
  { value: 'events', label: texts.sources.events },
  { value: 'file', label: texts.sources.file },
];

/** How long people stay: of the library's events, or of a CSV. */
export default function RetentionScreen(): React.JSX.Element {
  const { procedures } = useApi();
  const [parameters, setParameters] = useSearchParams();
  const source: Source = parameters.get('source') === 'file' ? 'file' : 'events';
  const experiments = useQuery(procedures.experiments.list.queryOptions());
  const choose = (next: Source): void =>
    setParameters(next === 'file' ? { source: 'file' } : {}, { replace: true });
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
        <h1 className="text-lead font-semibold text-ink">{texts.title}</h1>
        <div className="flex-1" />
        <SegmentedControl label={texts.source} value={source} options={sources} onChange={choose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {source === 'file' ? (
          <FileRetention />
        ) : (
          <EventRetention
            experiments={(experiments.data?.experiments ?? []).filter(
              ({ startedAtMs }) => startedAtMs !== undefined,
            )}
            onFile={() => choose('file')}
          />
        )}
      </div>
    </div>
  );
}
