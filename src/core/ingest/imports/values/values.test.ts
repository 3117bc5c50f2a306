import { expect, test } from 'vitest';
import { addressOfPost, platformName, readPostAddress } from './postAddress.ts';
import { readCount } from './readCount.ts';
import { readDurationMs } from './readDuration.ts';
import { readInstant } from './readInstant.ts';

test.each([
  ['0', { value: 0 }],
  [1234, { value: 1234 }],
  ['1,234', { value: 1234 }],
  ['1.234', { value: 1234 }],
  ['1 234 567', { value: 1_234_567 }],
  ['1234.0', { value: 1234 }],
  ['1.2E+06', { value: 1_200_000 }],
  ['1.2M', { value: 1_200_000, roundedTo: 100_000 }],
  ['1,2 m', { value: 1_200_000, roundedTo: 100_000 }],
  ['36K', { value: 36_000, roundedTo: 1_000 }],
  ['1.25b', { value: 1_250_000_000, roundedTo: 10_000_000 }],
  ['1,234K', { value: 1_234_000, roundedTo: 1_000 }],
])('the count %s', (given, count) => expect(readCount(given)).toEqual(count));

test.each(['-3', -3, '1.5', 1.5, '12 people', '1e99', 'K', '', Number.NaN])(
  '%s is no count',
  (given) => expect(readCount(given)).toBeUndefined(),
);

test.each([
  ['2022-12-02', '2022-12-02T00:00:00.000Z'],
  ['20221202', '2022-12-02T00:00:00.000Z'],
  ['Dec 2, 2022', '2022-12-02T00:00:00.000Z'],
  ['2022-12-02 13:00', '2022-12-02T13:00:00.000Z'],
  ['2022-12-02T13:00:00+0200', '2022-12-02T11:00:00.000Z'],
  ['2022-12-02 13:00:00 UTC', '2022-12-02T13:00:00.000Z'],
  [1_669_939_200, '2022-12-02T00:00:00.000Z'],
  ['1669939200', '2022-12-02T00:00:00.000Z'],
  [1_669_939_200_000, '2022-12-02T00:00:00.000Z'],
])('the date %s', (given, iso) =>
  expect(new Date(readInstant(given) ?? 0).toISOString()).toBe(iso),
);

test.each(['02/12/2022', '2022-02-31', 'yesterday', 5, '99999999999999', ''])(
  '%s is no date',
  (given) => expect(readInstant(given)).toBeUndefined(),
);

test.each([
  [12.5, 12_500],
  ['12,5', 12_500],
  ['1:23', 83_000],
  ['01:00:03', 3_603_000],
  ['PT1M3S', 63_000],
])('the duration %s', (given, ms) => expect(readDurationMs(given)).toBe(ms));

test.each(['-1', 'long', 'PT', 1e9])('%s is no duration', (given) =>
  expect(readDurationMs(given)).toBeUndefined(),
);

test.each([
  [
    'https://www.tiktok.com/@a.b/video/7171915621171580203?_r=1&_t=x',
    'tiktok',
    '7171915621171580203',
  ],
  ['https://m.tiktok.com/v/7171915621171580203.html', 'tiktok', '7171915621171580203'],
  ['https://youtu.be/dQw4w9WgXcQ?si=abc', 'youtube', 'dQw4w9WgXcQ'],
  ['https://www.youtube.com/shorts/dQw4w9WgXcQ', 'youtube', 'dQw4w9WgXcQ'],
  ['https://www.youtube.com/watch?t=3&v=dQw4w9WgXcQ', 'youtube', 'dQw4w9WgXcQ'],
  ['https://www.instagram.com/reel/Cx1_y-2/?igsh=1', 'instagram', 'Cx1_y-2'],
  ['https://x.com/someone/status/12345678', 'twitter', '12345678'],
])('the post of %s', (url, platform, externalId) =>
  expect(readPostAddress(url)).toMatchObject({ platform, externalId }),
);

test('an address of another site is its own id, without what tells where a visitor came from', () => {
  expect(readPostAddress('https://www.example.org/v?id=3&utm_source=x#top')).toEqual({
    platform: 'example.org',
    url: 'https://www.example.org/v?id=3',
  });
  for (const text of ['ftp://a/b', 'javascript:alert(1)', 'video', 'https://u:p@example.org/']) {
    expect(readPostAddress(text), text).toBeUndefined();
  }
});

test('an id alone makes an address where the platform has one, and nothing else can be put in', () => {
  expect(addressOfPost('tiktok', '71719')).toBe('https://www.tiktok.com/@/video/71719');
  expect(addressOfPost('tiktok', '../x?y')).toBeUndefined();
  expect(addressOfPost('elsewhere', '1')).toBeUndefined();
  expect(['TikTok', ' Tik  Tok', 'YT', 'X'].map(platformName)).toEqual([
    ...['tiktok', 'tiktok', 'youtube', 'twitter'],
  ]);
});
