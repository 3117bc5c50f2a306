import type { FoundPlace } from '../../../contract/index.ts';
import { transcriptMessages } from '../../messages/video/transcripts.ts';
import { rowClock } from '../video/text/followed/rowClock.ts';

const { replaceAll: messages } = transcriptMessages;

interface PlaceRowProps {
  place: FoundPlace;
  chosen: boolean;
  onChoose(chosen: boolean): void;
}

/** A place as it is and as it will be, with whether it is replaced. */
export function PlaceRow({ place, chosen, onChoose }: PlaceRowProps): React.JSX.Element {
  const { title, startMs, text, start, end, replaced } = place;
  const added = replaced.length - (text.length - (end - start));
  return (
    <label className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 rounded-control px-2 py-1.5 hover:bg-hover">
      <input
        type="checkbox"
        checked={chosen}
        onChange={(event) => onChoose(event.target.checked)}
        aria-label={messages.choose(title, rowClock(startMs))}
        className="mt-0.5 size-4 accent-accent"
      />
      <span className={`min-w-0 ${chosen ? '' : 'opacity-60'}`}>
        <span className="flex min-w-0 gap-2 text-small text-ink-3">
          <bdi className="truncate">{title}</bdi>
          <span className="shrink-0">{rowClock(startMs)}</span>
        </span>
        <span dir="auto" className="block text-body text-ink-2 [overflow-wrap:anywhere]">
          {text.slice(0, start)}
          <del className="rounded-[3px] bg-bad-soft text-bad">{text.slice(start, end)}</del>
          {text.slice(end)}
        </span>
        <span dir="auto" className="block text-body text-ink [overflow-wrap:anywhere]">
          {replaced.slice(0, start)}
          <ins className="rounded-[3px] bg-good-soft text-good no-underline">
            {replaced.slice(start, start + Math.max(0, added))}
          </ins>
          {replaced.slice(start + Math.max(0, added))}
        </span>
      </span>
    </label>
  );
}
