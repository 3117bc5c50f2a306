import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { usePlayerChoices } from './playerChoices.ts';

/** `ended`: it stopped at the end of the span. */
export type PlaybackState = 'idle' | 'playing' | 'paused' | 'ended' | 'failed';

export interface SpanPlayback {
  video: RefObject<HTMLVideoElement | null>;
  state: PlaybackState;
  /** In steps of 100 ms, so that the page is not drawn more often than a clock needs. */
  atMs: number;
  /** True when playing goes on after the end of the span. */
  goesOn: boolean;
  playFromStart(): void;
  toggle(): void;
  setGoesOn(goesOn: boolean): void;
  seek(toMs: number): void;
  /** Loads anew what failed. */
  retry(): void;
  /** What the video element must load and tell. */
  attributes: Pick<
    React.VideoHTMLAttributes<HTMLVideoElement>,
    'preload' | 'onPlay' | 'onPause' | 'onEnded' | 'onError' | 'onTimeUpdate'
  >;
}

const stepMs = 100;
/** A moment that was in sight for so long gets its true first picture, and plays at once. */
const loadAfterMs = 400;

/** Plays a span of a video: from its start to its end, again and again, or on. */
export function useSpanPlayback(startMs: number, endMs: number): SpanPlayback {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<PlaybackState>('idle');
  const [atMs, setAtMs] = useState(startMs);
  const [goesOn, setGoesOn] = useState(false);
  const loop = usePlayerChoices((choices) => choices.loop);

  const seek = useCallback((toMs: number): void => {
    // Before anything is loaded this says where playing will begin.
    if (video.current !== null) video.current.currentTime = toMs / 1000;
    setAtMs(toMs);
  }, []);
  const play = useCallback((): void => {
    // What fails here is told by the error event; the browser may also just not want to play.
    video.current?.play().catch(() => {});
  }, []);
  const playFromStart = useCallback((): void => {
    seek(startMs);
    play();
  }, [seek, play, startMs]);

  const tick = useCallback((): void => {
    const element = video.current;
    if (element === null || element.paused) return;
    const nowMs = element.currentTime * 1000;
    if (goesOn || nowMs < endMs) {
      setAtMs(Math.floor(nowMs / stepMs) * stepMs);
    } else if (loop) {
      seek(startMs);
    } else {
      element.pause();
      setAtMs(endMs);
      setState('ended');
    }
  }, [goesOn, loop, startMs, endMs, seek]);

  const [near, setNear] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      const element = video.current;
      if (element === null || element.readyState > 0 || element.currentTime > 0) return;
      element.currentTime = startMs / 1000;
      setNear(true);
    }, loadAfterMs);
    return () => clearTimeout(timer);
  }, [startMs]);

  // `timeupdate` comes four times a second: too seldom to stop on the word.
  useEffect(() => {
    if (state !== 'playing') return;
    let frame = requestAnimationFrame(function onFrame(): void {
      tick();
      frame = requestAnimationFrame(onFrame);
    });
    return () => cancelAnimationFrame(frame);
  }, [state, tick]);

  return {
    video,
    state,
    atMs,
    goesOn,
    seek: (toMs) => {
      seek(toMs);
      // From here on it is this place that is played, not the start.
      setState((before) => (before === 'idle' || before === 'ended' ? 'paused' : before));
    },
    playFromStart,
    toggle: () => {
      if (state === 'playing') video.current?.pause();
      else if (state === 'paused') play();
      else playFromStart();
    },
    setGoesOn: (next) => {
      setGoesOn(next);
      if (next && state === 'ended') play();
    },
    retry: () => {
      setState('idle');
      video.current?.load();
    },
    attributes: {
      preload: near ? 'auto' : 'none',
      onPlay: () => setState('playing'),
      onPause: () => setState((before) => (before === 'playing' ? 'paused' : before)),
      onEnded: () => (loop && !goesOn ? playFromStart() : setState('ended')),
      onError: () => setState('failed'),
      // Frames are not drawn while the window is hidden; the sound must stop all the same.
      onTimeUpdate: tick,
    },
  };
}
