import { useQuery } from '@tanstack/react-query';
import { collectionIdSchema } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatCount } from '../../../client/format.ts';
import { Combobox } from '../../../ui/Combobox.tsx';
import { SegmentedControl } from '../../../ui/SegmentedControl.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { useCollectionList } from '../collections/useCollections.ts';
import { languageName } from '../query/languageName.ts';
import { type LibraryQuery, ofCollection } from '../query/libraryQuery.ts';
import { DayField } from './DayField.tsx';
import { NumberField } from './NumberField.tsx';

interface FilterFormProps {
  query: LibraryQuery;
  onChange(change: Partial<LibraryQuery>): void;
}

/** Which videos: every given property must hold. Holds at once. */
export function FilterForm({ query, onChange }: FilterFormProps): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(procedures.videos.facets.queryOptions());
  const collections = useCollectionList();
  const options = (facets: { value: string; videos: number }[] = [], name = (it: string) => it) =>
    facets.map(({ value, videos }) => ({ value, label: name(value), note: formatCount(videos) }));
  return (
    <div className="grid w-[420px] max-w-full grid-cols-2 gap-x-4 gap-y-3">
      {error !== null && (
        <div className="col-span-2">
          <ErrorLine error={error} />
        </div>
      )}
      <Combobox
        label="Collection"
        placeholder="Any collection"
        className="col-span-2"
        value={query.collection}
        options={(collections ?? []).map(({ id, name, videos: count }) => ({
          ...{ value: id, label: name, note: formatCount(count) },
        }))}
        onChange={(id) => onChange(ofCollection(collectionIdSchema.safeParse(id).data))}
      />
      <Combobox
        label="Channel"
        placeholder="Any channel"
        className="col-span-2"
        value={query.channel}
        options={options(data?.channels)}
        onChange={(channel) => onChange({ channel })}
      />
      <Combobox
        label="Platform"
        placeholder="Any platform"
        value={query.platform}
        options={options(data?.platforms)}
        onChange={(platform) => onChange({ platform })}
      />
      <Combobox
        label="Language"
        placeholder="Any language"
        value={query.language}
        options={options(data?.languages, languageName)}
        onChange={(language) => onChange({ language })}
      />
      <DayField
        label="Published from"
        value={query.publishedFrom}
        onChange={(publishedFrom) => onChange({ publishedFrom })}
      />
      <DayField
        label="Published until"
        value={query.publishedTo}
        onChange={(publishedTo) => onChange({ publishedTo })}
      />
      <NumberField
        label="At least, seconds"
        value={query.minSeconds}
        onChange={(minSeconds) => onChange({ minSeconds })}
      />
      <NumberField
        label="At most, seconds"
        value={query.maxSeconds}
        onChange={(maxSeconds) => onChange({ maxSeconds })}
      />
      <NumberField
        label="Least views"
        value={query.minViews}
        onChange={(minViews) => onChange({ minViews })}
      />
      <div className="flex flex-col gap-1">
        <span className="text-small font-medium text-ink-2">Speech</span>
        <SegmentedControl
          label="Speech"
          value={query.hasSpeech === undefined ? 'any' : query.hasSpeech ? 'with' : 'without'}
          options={[
            { value: 'any', label: 'Any' },
            { value: 'with', label: 'With' },
            { value: 'without', label: 'Without' },
          ]}
          onChange={(speech) =>
            onChange({ hasSpeech: speech === 'any' ? undefined : speech === 'with' })
          }
        />
      </div>
    </div>
  );
}
