import {
  type FilteredStatus,
  filteredStatusSchema,
  ratingSchema,
} from '../../../contract/index.ts';
import { formatCount } from '../../client/formats/format.ts';
import { reviewMessages } from '../../messages/video/review.ts';
import { Combobox } from '../../ui/inputs/Combobox.tsx';
import { SegmentedControl } from '../../ui/inputs/SegmentedControl.tsx';

const words = reviewMessages.filters;
const any = 'any';
const ratings = [any, '1', '2', '3', '4', '5'] as const;

interface Chosen {
  status: FilteredStatus | undefined;
  minRating: number | undefined;
  tag: string | undefined;
}

interface Counted {
  value: string;
  videos: number;
}

/** Which videos, by what a person decided of them; with how many there are. */
export function ReviewFilters({
  facets,
  chosen,
  onChange,
}: {
  facets: { tags: Counted[]; statuses: Counted[] } | undefined;
  chosen: Chosen;
  onChange(change: Partial<Chosen>): void;
}): React.JSX.Element {
  const statusCounts = new Map(facets?.statuses.map(({ value, videos }) => [value, videos]));
  return (
    <>
      <Combobox
        label={reviewMessages.statusLabel}
        placeholder={words.anyStatus}
        value={chosen.status}
        options={filteredStatusSchema.options.map((value) => ({
          ...{ value, label: reviewMessages.status[value] },
          note: formatCount(statusCounts.get(value) ?? 0),
        }))}
        onChange={(value) => onChange({ status: filteredStatusSchema.safeParse(value).data })}
      />
      <Combobox
        label={reviewMessages.tags}
        placeholder={words.anyTag}
        value={chosen.tag}
        options={(facets?.tags ?? []).map(({ value, videos }) => ({
          ...{ value, label: value, note: formatCount(videos) },
        }))}
        onChange={(tag) => onChange({ tag })}
      />
      <div className="flex flex-col gap-1">
        <span className="text-small font-medium text-ink-2">{words.minRating}</span>
        <div className="flex">
          <SegmentedControl
            label={words.minRating}
            value={ratings.find((value) => value === `${chosen.minRating}`) ?? any}
            options={ratings.map((value) => ({
              value,
              label: value === any ? words.any : words.one(Number(value)),
            }))}
            onChange={(value) =>
              onChange({ minRating: ratingSchema.safeParse(Number(value)).data })
            }
          />
        </div>
      </div>
    </>
  );
}
