import type { Clip } from './clip.ts';
import { props } from './scenery/index.ts';
import { sway } from './scenery/motion.ts';
import { textBlock } from './textBlock.ts';
import type { TimedShot } from './timeline.ts';

/** One picture of a clip as SVG. `timeMs` counts from the start of the clip. */
export function drawFrame(clip: Clip, timed: TimedShot, timeMs: number): string {
  const { width, height } = clip;
  const { palette, scene, title } = timed.shot;
  const draw = props[scene];
  if (!draw) throw new Error(`${clip.file} wants a scene nobody draws: ${scene}`);
  const t = (timeMs - timed.startMs) / 1000;
  const place = layout(clip);
  const spoken = clip.captions
    ? timed.sentences.find(({ startMs, endMs }) => startMs <= timeMs && timeMs < endMs)
    : undefined;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Inter">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette.top}"/><stop offset="1" stop-color="${palette.bottom}"/></linearGradient></defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<circle cx="${0.15 * width + 22 * sway(t, 0.9)}" cy="${0.32 * height}" r="${0.28 * width}" fill="${palette.main}" opacity="0.07"/>
<circle cx="${0.92 * width}" cy="${0.78 * height + 26 * sway(t, 0.8)}" r="${0.36 * width}" fill="${palette.accent}" opacity="0.16"/>
<g transform="translate(${place.propX} ${place.propY}) scale(${place.propScale * (1 + 0.012 * t)})"><g transform="translate(-200 -200)">${draw(t, palette)}</g></g>
${textBlock({ text: title, ...place.title, size: 50, card: { fill: '#ffffff', ink: '#15161a', edge: palette.accent } })}
${spoken ? textBlock({ text: spoken.text, ...place.caption, size: 36, card: { fill: '#000000', ink: '#ffffff', edge: undefined } }) : ''}
</svg>`;
}

function layout({ width, height, captions }: Clip) {
  if (width > height) {
    return {
      propX: 0.74 * width,
      propY: 0.52 * height,
      propScale: 0.95,
      title: { centerX: 0.27 * width, centerY: 0.46 * height, width: 0.45 * width },
      caption: { centerX: 0.5 * width, centerY: 0.88 * height, width: 0.8 * width },
    };
  }
  const square = width === height;
  return {
    propX: 0.5 * width,
    propY: (square ? 0.64 : 0.55) * height,
    propScale: square ? 0.8 : captions ? 0.95 : 1.12,
    title: { centerX: 0.5 * width, centerY: (square ? 0.17 : 0.175) * height, width: 0.86 * width },
    caption: { centerX: 0.5 * width, centerY: 0.855 * height, width: 0.84 * width },
  };
}
