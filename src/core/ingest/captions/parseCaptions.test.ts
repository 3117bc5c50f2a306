import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCaptionText } from './decodeCaptionText.ts';
import { parseCaptions } from './parseCaptions.ts';

const durationMs = 60_000;
const srt = (text: string) => parseCaptions({ text, format: 'srt', durationMs });
const vtt = (text: string) => parseCaptions({ text, format: 'vtt', durationMs });
const segment = (startMs: number, endMs: number, text: string) => ({
  startMs,
  endMs,
  text,
  words: [],
});

describe('parseCaptions', () => {
  it('reads SubRip with Windows line ends', async () => {
    const text = '1\r\n00:00:01,000 --> 00:00:02,500\r\nCold brew\r\nin a minute\r\n\r\n';
    expect(await srt(text)).toEqual([segment(1_000, 2_500, 'Cold brew in a minute')]);
  });

  it('reads WebVTT with notes, styles, ids and settings', async () => {
    const text = [
      'WEBVTT - title',
      'NOTE a remark\nover two lines',
      'STYLE\n::cue { color: red }',
      'first\n00:01.000 --> 00:02.000 align:start position:10%\n<v Ann>Hello <i>there</i>',
    ].join('\n\n');
    expect(await vtt(text)).toEqual([segment(1_000, 2_000, 'Hello there')]);
  });

  it('skips broken cues and keeps the rest', async () => {
    const text = [
      '1\n00:00:xx,000 --> 00:00:04,000\nbad start',
      '2\n00:00:09,000 --> 00:00:05,000\nends before it begins',
      'just some text',
      '3\n00:00:05,000 --> 00:00:06,000\ngood',
      '4\n00:00:07,000 --> 00:00:08,000\n',
      '5\n00:02:00,000 --> 00:02:05,000\nafter the end of the video',
      '6\n00:00:59,000 --> 00:01:09,000\ncut at the end',
    ].join('\n\n');
    expect(await srt(text)).toEqual([
      segment(5_000, 6_000, 'good'),
      segment(59_000, 60_000, 'cut at the end'),
    ]);
  });

  it('sorts and cleans overlapping cues', async () => {
    const text = [
      '1\n00:00:04,000 --> 00:00:06,000\nthird',
      '2\n00:00:01,000 --> 00:00:03,000\nfirst',
      '3\n00:00:02,000 --> 00:00:04,500\nsecond',
      '4\n00:00:04,000 --> 00:00:05,000\nthird too',
      '5\n00:00:06,000 --> 00:00:07,000\nfourth',
    ].join('\n\n');
    expect(await srt(text)).toEqual([
      segment(1_000, 2_000, 'first'),
      segment(2_000, 4_000, 'second'),
      segment(4_000, 6_000, 'third too third'),
      segment(6_000, 7_000, 'fourth'),
    ]);
  });

  it('keeps rolling lines once', async () => {
    const text = [
      'WEBVTT',
      '00:00.000 --> 00:02.000\nthis is how',
      '00:02.000 --> 00:02.010\nthis is how',
      '00:02.010 --> 00:04.000\nthis is how\nyou<00:03.000><c> make</c> it',
      '00:04.000 --> 00:06.000\nyou make it\nat home',
    ].join('\n\n');
    expect(await vtt(text)).toEqual([
      segment(0, 2_010, 'this is how'),
      segment(2_010, 4_000, 'you make it'),
      segment(4_000, 6_000, 'at home'),
    ]);
  });

  it('makes hostile markup plain text', async () => {
    const lines = [
      '<script>alert(1)</script>Hi <img src=x onerror=alert(1)>',
      '{\\an8}<font color="red">red</font> &lt;b&gt; 3 < 5 &amp;amp; \u202Etxt',
      '<b unclosed',
    ].join('\n');
    expect(await srt(`1\n00:00:01,000 --> 00:00:02,000\n${lines}`)).toEqual([
      segment(1_000, 2_000, 'alert(1)Hi red <b> 3 < 5 &amp; txt'),
    ]);
  });

  it('drops sounds that are not speech', async () => {
    const text = [
      '1\n00:00:01,000 --> 00:00:02,000\n[Music]',
      '2\n00:00:02,000 --> 00:00:03,000\n♪ ♪',
      '3\n00:00:03,000 --> 00:00:04,000\n(laughs) yes',
    ].join('\n\n');
    expect(await srt(text)).toEqual([segment(3_000, 4_000, '(laughs) yes')]);
  });

  it.each(['', 'not a caption', '1\n00:00:01,000 --> 00:00:02,000\n\n', '\u0000\u0001\u0002'])(
    'reports a file without a usable cue: %j',
    async (text) => {
      await expect(srt(text)).rejects.toMatchObject({ code: 'captions.invalid' });
      await expect(vtt(text)).rejects.toMatchObject({ code: 'captions.invalid' });
    },
  );

  it('gives ordered cues of plain text, or captions.invalid, for any text', async () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('\n\n', '\n', ' --> ', '<', '>', '&lt;', '{\\', 'WEBVTT\n\n', '1\n'),
      fc
        .tuple(fc.nat(70), fc.nat(70))
        .map(([a, b]) => `\n00:00:${String(a).padStart(2, '0')},000 --> 00:00:${b},500\n`),
    );
    const anyText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(
        anyText,
        fc.constantFrom('srt' as const, 'vtt' as const),
        async (text, format) => {
          try {
            let before = 0;
            for (const { startMs, endMs, text: plain } of await parseCaptions({
              text,
              format,
              durationMs,
            })) {
              expect(startMs).toBeGreaterThanOrEqual(before);
              expect(endMs).toBeGreaterThan(startMs);
              expect(endMs).toBeLessThanOrEqual(durationMs);
              expect(plain.trim()).toBe(plain);
              expect(plain).not.toBe('');
              before = endMs;
            }
          } catch (error) {
            expect(error).toMatchObject({ code: 'captions.invalid' });
          }
        },
      ),
    );
  });
});

describe('decodeCaptionText', () => {
  const text = 'Café — “déjà vu”';
  const utf16 = (value: string) => Buffer.from(value, 'utf16le');

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 little-endian with a mark', utf16(`\uFEFF${text}`)],
    ['UTF-16 big-endian with a mark', utf16(`\uFEFF${text}`).swap16()],
    ['UTF-16 little-endian', utf16(text)],
    ['UTF-16 big-endian', utf16(text).swap16()],
    ['Windows-1252', Buffer.from('Caf\xe9 \x97 \x93d\xe9j\xe0 vu\x94', 'latin1')],
  ])('reads %s', (_name, bytes) => {
    expect(decodeCaptionText(bytes)).toBe(text);
  });

  it('reads any bytes without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeCaptionText(bytes)).not.toContain('\0');
      }),
    );
  });
});

it('tens of thousands of cues at the same time are read in time', async () => {
  const cue = (index: number): string => `00:00.000 --> 00:01.000\n${index}\n\n`;
  const text = Array.from({ length: 40_000 }, (_, index) => cue(index)).join('');
  const startedAt = process.cpuUsage();
  const [segment] = await parseCaptions({ text, format: 'srt', durationMs: 0 });
  expect(segment?.text.split(' ')).toHaveLength(40_000);
  expect(process.cpuUsage(startedAt).user / 1_000).toBeLessThan(3_000);
});

it('a file too long to be captions is refused unread', async () => {
  const text = '00:00.000 --> 00:01.000\na\n\n'.repeat(200_000);
  await expect(parseCaptions({ text, format: 'srt', durationMs: 0 })).rejects.toMatchObject({
    code: 'captions.invalid',
  });
});

it('a line of nothing but spaces does not hold the reader up', async () => {
  const text = `00:00:01,000 --> 00:00:02,000${' '.repeat(400_000)}\nHello\n`;
  expect(await srt(text)).toEqual([segment(1_000, 2_000, 'Hello')]);
});
