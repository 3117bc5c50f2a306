import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { applyPulled } from '../records/merge/applyPulled.ts';
import { mergeRecord } from '../records/merge/mergeRecord.ts';
import { deviceIdOf, startRecording } from '../records/sharingState.ts';
import { isLaterKind, type RecordRow, toRecord } from './recordRows.ts';

let device: TemporaryLibrary;
beforeEach(async () => {
  device = await temporaryLibrary();
  startRecording(device.library, { target: 'local', workspaceId: 'w', caPem: '' });
});
afterEach(() => device.remove());

const hash = 'a'.repeat(64);
const kinds = [
  'video',
  'collection',
  'membership',
  'draft',
  'chunk',
  'device',
  'playlist',
  '__proto__',
];
const ids = [
  ...[
    hash,
    `c1:${hash}`,
    'c1',
    `${hash}:speech:0:9`,
    '../../etc/passwd',
    "'; DROP TABLE videos --",
  ],
  ...['', `c1:${hash.toUpperCase()}`, 'x'.repeat(500), '<img src=x onerror=alert(1)>'],
];
const names = [
  'name',
  'note',
  'position',
  'title',
  'text',
  'mood',
  '__proto__',
  'constructor',
  'a b',
];
const clock = fc.oneof(
  fc.tuple(fc.nat(), fc.constantFrom('anna', 'ben', 'valueOf')),
  fc.constantFrom(
    [Number.MAX_SAFE_INTEGER, 'anna'],
    [-1, 'anna'],
    [1.5, 'anna'],
    [1],
    'late',
    null,
  ),
);
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.double(),
  fc.constantFrom(null, true, 1e308, -1e308, 'x'.repeat(5_000), [], {}, '\u0000', '\ud800'),
  fc.jsonValue(),
);
const perName = <Value>(of: fc.Arbitrary<Value>) =>
  fc.dictionary(fc.constantFrom(...names), of, { maxKeys: 5 });
const row = fc.record<RecordRow>({
  kind: fc.constantFrom(...kinds),
  id: fc.constantFrom(...ids),
  fields: fc.oneof(perName(value), fc.jsonValue()),
  clocks: fc.oneof(perName(clock), fc.jsonValue()),
  others: fc.oneof(
    fc.constant({}),
    perName(fc.array(fc.tuple(value, fc.nat(), fc.constant('ben')))),
    fc.jsonValue(),
  ),
  seen: fc.oneof(
    fc.constant({}),
    perName(fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('constructor', 'ben')), fc.nat())),
    fc.jsonValue(),
  ),
  deleted_at: fc.oneof(fc.constant(null), clock),
  seq: fc.constant('1'),
});

/** In the right form, so that it is taken; what its fields hold may be anything. */
const wellFormed = fc
  .record({
    of: fc.constantFrom(
      ...([
        ['video', hash],
        ['collection', 'c1'],
        ['membership', `c1:${hash}`],
      ] as const),
      ...([
        ['draft', 'd1'],
        ['device', 'd1'],
      ] as const),
    ),
    fields: fc.dictionary(
      fc.constantFrom('name', 'note', 'position', 'title', 'text', 'mood'),
      fc.oneof(fc.jsonValue(), fc.constantFrom('x'.repeat(5_000), 1e308, -1e308, ' ', '<b>x</b>')),
    ),
    hlc: fc.nat(),
  })
  .map(({ of: [kind, id], fields, hlc }): RecordRow => {
    const clocks = Object.fromEntries(Object.keys(fields).map((name) => [name, [hlc, 'ben']]));
    return { kind, id, fields, clocks, others: {}, seen: {}, deleted_at: null, seq: '1' };
  });

test('hostile rows are refused or become rows of the library that are within bounds', () => {
  const { library } = device;
  let taken = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof(row, wellFormed), { maxLength: 12 }), (rows) => {
      const records = rows.map(toRecord).filter((record) => record !== undefined);
      taken += records.length;
      applyPulled(library, {
        ...{ deviceId: deviceIdOf(library), records, cursor: 1 },
        ...{ time: systemClock, maySend: true },
      });
      const { $client } = library.db;
      const collections = $client
        .prepare<[], { id: string; name: unknown; note: unknown }>('SELECT * FROM collections')
        .all();
      for (const { id, name, note } of collections) {
        expect(id).toMatch(/^[0-9a-zA-Z_-]{1,64}$/);
        expect([typeof name, typeof note]).toEqual(['string', 'string']);
        expect(String(name).length).toBeLessThanOrEqual(200);
        expect(String(note).length).toBeLessThanOrEqual(4_000);
      }
      const members = $client
        .prepare<[], { content_hash: string; position: number }>('SELECT * FROM collection_members')
        .all();
      for (const { content_hash, position } of members) {
        expect(content_hash).toBe(hash);
        expect(Math.abs(position)).toBeLessThanOrEqual(1e12);
      }
      // What was taken merges with itself to itself: it can be pushed and pulled for ever.
      for (const { kind, state } of records) {
        const once = mergeRecord(kind, state, state);
        expect(mergeRecord(kind, once, once)).toEqual(once);
      }
    }),
  );
  // Not everything was refused.
  expect(taken).toBeGreaterThan(50);
});

test('a kind of a later program is told from a damaged row', () => {
  expect(['playlist', 'video', '__proto__', 'Robert"); --', ''].map(isLaterKind)).toEqual([
    ...[true, false, false, false, false],
  ]);
});
