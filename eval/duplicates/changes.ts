/** What people do to a video before they post it again; FFmpeg's filters for pictures and sound. */
export interface Change {
  name: string;
  pictures?: string;
  sound?: string;
  /** Of libx264: higher is coarser. */
  crf?: number;
  soundBitRate?: `${number}k`;
  /** Cut off its beginning. */
  startMs?: number;
}

/** Two lines of caption that change with the time, as boxes: no font is needed. */
const captions = [0, 1, 2, 3]
  .map((part) => {
    const when = `enable='eq(mod(floor(t/1.5)\\,4)\\,${part})'`;
    const top = 0.62 + part * 0.02;
    return (
      `drawbox=x=iw*0.1:y=ih*${top}:w=iw*0.8:h=ih*0.06:color=white:t=fill:${when},` +
      `drawbox=x=iw*${0.14 + part * 0.05}:y=ih*${top + 0.015}:w=iw*0.5:h=ih*0.03:color=black:t=fill:${when}`
    );
  })
  .join(',');

const even = 'trunc(iw/2)*2:trunc(ih/2)*2';

export const changes: readonly Change[] = [
  { name: 're-encoded coarsely', crf: 38, soundBitRate: '32k' },
  { name: 'half the size', pictures: 'scale=trunc(iw/4)*2:trunc(ih/4)*2', crf: 30 },
  { name: 'another shape (squeezed)', pictures: 'scale=trunc(iw*0.8/2)*2:trunc(ih/2)*2' },
  { name: 'cropped 3 % on each side', pictures: `crop=iw*0.94:ih*0.94,scale=${even}` },
  { name: 'cropped 6 % on each side', pictures: `crop=iw*0.88:ih*0.88,scale=${even}` },
  { name: 'cropped 12 % on each side', pictures: `crop=iw*0.76:ih*0.76,scale=${even}` },
  { name: 'letterbox', pictures: 'pad=iw:trunc(ih*1.4/2)*2:0:(oh-ih)/2:black' },
  { name: 'captions', pictures: captions },
  { name: 'brighter, more contrast', pictures: 'eq=brightness=0.08:contrast=1.25' },
  { name: 'mirrored', pictures: 'hflip' },
  { name: '5 % faster', pictures: 'setpts=PTS/1.05', sound: 'atempo=1.05' },
  { name: '5 % slower, deeper', pictures: 'setpts=PTS/0.95', sound: 'asetrate=41895' },
  { name: 'quieter', sound: 'volume=0.3' },
  { name: 'without its first 1.7 s', startMs: 1_700 },
  { name: 'another sound', sound: 'afreqshift=shift=600' },
  {
    name: 'cropped 6 %, mirrored, captions',
    pictures: `crop=iw*0.88:ih*0.88,scale=${even},hflip,${captions}`,
  },
];
