import { useQuery } from '@tanstack/react-query';
import { collectionIdSchema } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatCount } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Combobox } from '../../../ui/inputs/Combobox.tsx';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { ReviewFilters } from '../../review/ReviewFilters.tsx';
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
        label={commonMessages.collection}
        placeholder={libraryMessages.filterForm.anyCollection}
        className="col-span-2"
        value={query.collection}
        options={(collections ?? []).map(({ id, name, videos: count }) => ({
          ...{ value: id, label: name, note: formatCount(count) },
        }))}
        onChange={(id) => onChange(ofCollection(collectionIdSchema.safeParse(id).data))}
      />
      <Combobox
        label={commonMessages.channel}
        placeholder={libraryMessages.filterForm.anyChannel}
        className="col-span-2"
        value={query.channel}
        options={options(data?.channels)}
        onChange={(channel) => onChange({ channel })}
      />
      <Combobox
        label={commonMessages.platform}
        placeholder={libraryMessages.filterForm.anyPlatform}
        value={query.platform}
        options={options(data?.platforms)}
        onChange={(platform) => onChange({ platform })}
      />
      <Combobox
        label={commonMessages.language}
        placeholder={libraryMessages.filterForm.anyLanguage}
        value={query.language}
        options={options(data?.languages, languageName)}
        onChange={(language) => onChange({ language })}
      />
      {((data?.shows ?? []).length > 0 || query.shows !== undefined) && (
        <Combobox
          label={libraryMessages.filterForm.shows}
          placeholder={libraryMessages.filterForm.showsAnything}
          className="col-span-2"
          value={query.shows}
          options={options(data?.shows)}
          onChange={(shows) => onChange({ shows })}
        />
      )}
      <DayField
        label={libraryMessages.filterForm.publishedFrom}
        value={query.publishedFrom}
        onChange={(publishedFrom) => onChange({ publishedFrom })}
      />
      <DayField
        label={libraryMessages.filterForm.publishedTo}
        value={query.publishedTo}
        onChange={(publishedTo) => onChange({ publishedTo })}
      />
      <NumberField
        label={libraryMessages.filterForm.minSeconds}
        value={query.minSeconds}
        onChange={(minSeconds) => onChange({ minSeconds })}
      />
      <NumberField
        label={libraryMessages.filterForm.maxSeconds}
        value={query.maxSeconds}
        onChange={(maxSeconds) => onChange({ maxSeconds })}
      />
      <NumberField
        label={libraryMessages.filterForm.minViews}
        value={query.minViews}
        onChange={(minViews) => onChange({ minViews })}
      />
      <div className="flex flex-col gap-1">
        <span className="text-small font-medium text-ink-2">
          {libraryMessages.filterForm.speech}
        </span>
        <SegmentedControl
          label={libraryMessages.filterForm.speech}
          value={query.hasSpeech === undefined ? 'any' : query.hasSpeech ? 'with' : 'without'}
          options={[
            { value: 'any', label: libraryMessages.filterForm.any },
            { value: 'with', label: libraryMessages.filterForm.with },
            { value: 'without', label: libraryMessages.filterForm.without },
          ]}
          onChange={(speech) =>
            onChange({ hasSpeech: speech === 'any' ? undefined : speech === 'with' })
          }
        />
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-small font-medium text-ink-2">
          {libraryMessages.filterForm.reposts}
        </span>
        <SegmentedControl
          label={libraryMessages.filterForm.reposts}
          value={query.reposts ?? 'all'}
          options={[
            { value: 'all', label: libraryMessages.filterForm.repostsAll },
            { value: 'hide', label: libraryMessages.filterForm.repostsHide },
            { value: 'only', label: libraryMessages.filterForm.repostsOnly },
          ]}
          onChange={(reposts) => onChange({ reposts: reposts === 'all' ? undefined : reposts })}
        />
      </div>
      <ReviewFilters facets={data} chosen={query} onChange={onChange} />
    </div>
  );
}
