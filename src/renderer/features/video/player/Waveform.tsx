import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { VideoId } from '../../../../contract/index.ts';
import { mediaUrl } from '../../../client/mediaUrl.ts';
import { peaksOfColumns } from './peaksOfColumns.ts';

/** Loudness over the whole video, in the colour of text. Drawn anew when size or theme change. */
export function Waveform({
  videoId,
  className = '',
}: {
  videoId: VideoId;
  className?: string;
}): React.JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { data: peaks } = useQuery({
    queryKey: ['waveform', videoId],
    queryFn: ({ signal }) => readPeaks(videoId, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    const { current: element } = canvas;
    if (element === null || peaks === undefined) return;
    const redraw = (): void => draw(element, peaks);
    const sizes = new ResizeObserver(redraw);
    sizes.observe(element);
    const theme = new MutationObserver(redraw);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      sizes.disconnect();
      theme.disconnect();
    };
  }, [peaks]);
  return <canvas ref={canvas} className={`absolute inset-0 size-full ${className}`} />;
}

async function readPeaks(videoId: VideoId, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(mediaUrl(videoId, 'waveform'), { signal });
  if (!response.ok) return new Uint8Array();
  return new Uint8Array(await response.arrayBuffer());
}

function draw(canvas: HTMLCanvasElement, peaks: Uint8Array): void {
  const scale = window.devicePixelRatio;
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * scale));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * scale));
  const context = canvas.getContext('2d');
  if (context === null) return;
  // Bars of two pixels with a pixel between: a shape that can be read at any length.
  const pitch = Math.round(3 * scale);
  const columns = Math.floor(canvas.width / pitch);
  context.fillStyle = getComputedStyle(canvas).color;
  for (const [column, peak] of peaksOfColumns(peaks, columns).entries()) {
    const height = Math.max(scale, (peak / 255) * canvas.height * 0.86);
    context.fillRect(column * pitch, (canvas.height - height) / 2, Math.round(2 * scale), height);
  }
}
