import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { VideoId } from '../../../../contract/index.ts';
import { mediaUrl } from '../../../client/files/mediaUrl.ts';
import { useRedrawn } from '../../../ui/chart/useRedrawn.ts';
import { peaksOfColumns } from './peaksOfColumns.ts';

/** Loudness over the whole video, in the colour of text. Drawn anew when size or theme change. */
export function Waveform({
  videoId,
  className = '',
}: {
  videoId: VideoId;
  className?: string;
}): React.JSX.Element {
  const { data: peaks } = useQuery({
    queryKey: ['waveform', videoId],
    queryFn: ({ signal }) => readPeaks(videoId, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const redraw = useMemo(() => {
    if (peaks === undefined) return undefined;
    return (element: HTMLCanvasElement) => {
      draw(element, peaks);
      // The next one is drawn over it.
      return undefined;
    };
  }, [peaks]);
  const canvas = useRedrawn(redraw);
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
