import { useQuery } from '@tanstack/react-query';
import { Ellipsis, RefreshCw } from 'lucide-react';
import { trendStageSchema } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Select } from '../../../ui/inputs/Select.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { languageName } from '../../library/query/languageName.ts';
import { dayText, periods, type TrendsQuery } from '../query/trendsQuery.ts';

const texts = trendsMessages.toolbar;
const periodOptions = periods.map((value) => ({ value, label: texts.periods[value] }));
const stageOptions = [
  { value: '', label: texts.allStages },
  ...trendStageSchema.options.map((value) => ({ value, label: trendsMessages.stages[value] })),
];

/** Which period and which videos are looked at, and the topics themselves. */
export function TrendsToolbar({
  query,
  onChange,
  topics,
  themes,
  isFinding,
  onFind,
}: {
  query: TrendsQuery;
  onChange(change: Partial<TrendsQuery>): void;
  /** How many are shown; undefined until they were read. */
  topics: number | undefined;
  /** That topics have; chosen one of them, or none. */
  themes: readonly { value: string; label: string }[];
  isFinding: boolean;
  onFind(anew: boolean): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const { data: facets } = useQuery(procedures.videos.facets.queryOptions());
  const platforms = facets?.platforms ?? [];
  const languages = facets?.languages ?? [];
  return (
    <fieldset
      aria-label={texts.label}
      className="flex min-w-0 flex-wrap items-center gap-2 border-b border-line px-5 py-2"
    >
      <Select
        label={texts.period}
        hideLabel
        value={query.days}
        options={periodOptions}
        onChange={(days) => onChange({ days })}
        className="w-24"
      />
      <span className="text-small text-ink-3">{texts.asOf}</span>
      <TextField
        label={texts.asOf}
        hideLabel
        type="date"
        max={dayText(Date.now())}
        value={query.asOf ?? ''}
        onChange={({ target }) => onChange({ asOf: target.value || undefined })}
        className="w-34"
      />
      <Select
        label={texts.stage}
        hideLabel
        value={query.stage ?? ''}
        options={stageOptions}
        onChange={(value) => onChange({ stage: trendStageSchema.safeParse(value).data })}
        className="w-32"
      />
      {(themes.length > 0 || query.theme !== undefined) && (
        <Select
          label={texts.theme}
          hideLabel
          value={themes.some(({ value }) => value === query.theme) ? (query.theme ?? '') : ''}
          options={[{ value: '', label: texts.allThemes }, ...themes]}
          onChange={(theme) => onChange({ theme: theme || undefined })}
          className="w-44"
        />
      )}
      {(platforms.length > 1 || query.platform !== undefined) && (
        <Select
          label={commonMessages.platform}
          hideLabel
          value={query.platform ?? ''}
          options={withAll(texts.allPlatforms, query.platform, platforms, (value) => value)}
          onChange={(platform) => onChange({ platform: platform || undefined })}
          className="w-36"
        />
      )}
      {(languages.length > 1 || query.language !== undefined) && (
        <Select
          label={commonMessages.language}
          hideLabel
          value={query.language ?? ''}
          options={withAll(texts.allLanguages, query.language, languages, languageName)}
          onChange={(language) => onChange({ language: language || undefined })}
          className="w-36"
        />
      )}
      <p role="status" className="min-w-16 flex-1 text-right text-small text-ink-3">
        {topics !== undefined && texts.topics(topics)}
      </p>
      <Button
        icon={<RefreshCw size={14} className={isFinding ? 'animate-pulse-calm' : ''} />}
        disabled={isFinding}
        onClick={() => onFind(false)}
      >
        {isFinding ? texts.finding : texts.find}
      </Button>
      <Menu
        trigger={<IconButton label={texts.more} icon={<Ellipsis size={15} />} />}
        items={[{ label: texts.findAnew, disabled: isFinding, onSelect: () => onFind(true) }]}
      />
    </fieldset>
  );
}

/** A value that no video has is still shown, so that it can be taken away. */
function withAll(
  all: string,
  chosen: string | undefined,
  facets: readonly { value: string }[],
  nameOf: (value: string) => string,
): { value: string; label: string }[] {
  const values = new Set([
    ...(chosen === undefined ? [] : [chosen]),
    ...facets.map((f) => f.value),
  ]);
  return [
    { value: '', label: all },
    ...[...values].map((value) => ({ value, label: nameOf(value) })),
  ];
}
