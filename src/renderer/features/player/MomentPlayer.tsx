import { Play } from 'lucide-react';
import { type Ref, useImperativeHandle } from 'react';
import { frameUrl } from '../../client/files/mediaUrl.ts';
import { usePlayedUrl } from '../../client/files/usePlayedUrl.ts';
import { commonMessages } from '../../messages/common.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { Button } from '../../ui/Button.tsx';
import { type Moment, momentKey, spanOf } from './moment.ts';
import { PlayerControls } from './PlayerControls.tsx';
import { usePlayerChoices } from './playerChoices.ts';
import { useSpanPlayback } from './useSpanPlayback.ts';

export interface MomentPlayerHandle {
  /** From the start of the moment. */
  play(): void;
  toggle(): void;
}

interface MomentPlayerProps {
  moment: Moment;
  ref?: Ref<MomentPlayerHandle>;
  /** Size and place of the picture. */
  stageClassName?: string;
}

/**
 * A moment in its video, played in place: from its start to its end, again, or on. A
 * glance at it loads its first picture alone. `ref` plays it from a key or another control.
 */
export function MomentPlayer(props: MomentPlayerProps): React.JSX.Element {
  return <Player key={momentKey(props.moment)} {...props} />;
}

function Player({ moment, ref, stageClassName = '' }: MomentPlayerProps): React.JSX.Element {
  const span = spanOf(moment);
  const playback = useSpanPlayback(span.startMs, span.endMs);
  const { state, playFromStart, toggle } = playback;
  const muted = usePlayerChoices((choices) => choices.muted);
  const source = usePlayedUrl(moment.videoId, state === 'failed');
  useImperativeHandle(ref, () => ({ play: playFromStart, toggle }));
  return (
    <>
      <div className={`relative overflow-hidden bg-stage ${stageClassName}`}>
        <video
          ref={playback.video}
          src={source}
          poster={frameUrl(moment.videoId, moment.startMs)}
          playsInline
          muted={muted}
          {...playback.attributes}
          className="size-full object-contain"
        />
        {state === 'failed' ? (
          <div
            role="alert"
            className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-stage p-6 text-center text-on-stage"
          >
            <p>{videoMessages.momentPlayer.unplayable}</p>
            <Button onClick={playback.retry}>{commonMessages.tryAgain}</Button>
          </div>
        ) : (
          <button
            type="button"
            aria-label={
              state === 'playing'
                ? videoMessages.momentPlayer.pause
                : videoMessages.momentPlayer.play
            }
            onClick={toggle}
            className="group absolute inset-0 flex items-center justify-center focus-visible:-outline-offset-2"
          >
            {state !== 'playing' && (
              <span className="flex size-12 items-center justify-center rounded-round bg-stage/70 text-on-stage group-hover:bg-stage">
                <Play size={20} fill="currentColor" className="translate-x-px" />
              </span>
            )}
          </button>
        )}
      </div>
      <PlayerControls playback={playback} span={span} />
    </>
  );
}
