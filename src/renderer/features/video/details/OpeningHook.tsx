import type { VideoDetail } from '../../../../contract/index.ts';
import { Part } from './Part.tsx';

/** What is said and shown in the first three seconds. */
export function OpeningHook({
  hook: { said, shown },
}: {
  hook: NonNullable<VideoDetail['hook']>;
}): React.JSX.Element | null {
  if (said === '' && shown === '') return null;
  return (
    <Part title="Opening hook, first three seconds">
      <dl className="flex flex-col gap-1.5 rounded-control bg-sunken px-3 py-2">
        <Line name="Said" text={said} none="Nothing is said" />
        <Line name="Shown" text={shown} none="No text is shown" />
      </dl>
    </Part>
  );
}

function Line({
  name,
  text,
  none,
}: {
  name: string;
  text: string;
  none: string;
}): React.JSX.Element {
  return (
    <div className="grid grid-cols-[52px_minmax(0,1fr)] items-baseline gap-2">
      <dt className="text-small text-ink-3">{name}</dt>
      <dd
        dir="auto"
        className={`select-text [overflow-wrap:anywhere] ${text === '' ? 'text-ink-3' : 'text-ink'}`}
      >
        {text === '' ? none : text}
      </dd>
    </div>
  );
}
