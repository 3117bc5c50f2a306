import type { VideoDetail } from '../../../../contract/index.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { Part } from './Part.tsx';

/** What is said and shown in the first three seconds. */
export function OpeningHook({
  hook: { said, shown },
}: {
  hook: NonNullable<VideoDetail['hook']>;
}): React.JSX.Element | null {
  if (said === '' && shown === '') return null;
  return (
    <Part title={videoMessages.openingHook.title}>
      <dl className="flex flex-col gap-1.5 rounded-control bg-sunken px-3 py-2">
        <Line
          name={videoMessages.openingHook.speech}
          text={said}
          none={videoMessages.openingHook.noSpeech}
        />
        <Line
          name={videoMessages.openingHook.onScreen}
          text={shown}
          none={videoMessages.openingHook.noText}
        />
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
