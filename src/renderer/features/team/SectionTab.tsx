import { Tab } from '../../ui/Tabs.tsx';
import type { SectionState } from './sectionStates.ts';

/** The tab of a section: how many it has, and a dot when something in it needs a person. */
export function SectionTab({
  id,
  name,
  state: { count, needs },
}: {
  id: string;
  name: string;
  state: SectionState;
}): React.JSX.Element {
  const words = [count?.words, needs].filter((part) => part !== undefined).join('. ');
  return (
    // All are equally wide, so that a count that comes moves nothing.
    <Tab value={id} className="w-26">
      <span title={needs} className="flex h-full items-center gap-1.5">
        {name}
        {count !== undefined && (
          <span
            aria-hidden="true"
            className="rounded-round bg-sunken px-1.5 text-caption font-normal text-ink-2"
          >
            {count.number > 99 ? '99+' : count.number}
          </span>
        )}
        {needs !== undefined && (
          <span aria-hidden="true" className="size-1.5 rounded-round bg-caution" />
        )}
        {words !== '' && <span className="sr-only">{words}</span>}
      </span>
    </Tab>
  );
}
