import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyState, isGone, type RecordState } from '../recordState.ts';
import { deleteRecord, mergeRecord, writeField } from './mergeRecord.ts';

const kind = 'video';

const op = fc.record({
  device: fc.nat(2),
  type: fc.constantFrom('write', 'write', 'write', 'delete', 'merge'),
  field: fc.constantFrom('title', 'description', 'platform', 'language'),
  value: fc.nat(3),
  from: fc.nat(2),
  /** Clocks of devices may run far apart. */
  ahead: fc.nat(20),
});

/** Three devices' states after random work. */
function play(
  ops: readonly (typeof op extends fc.Arbitrary<infer Op> ? Op : never)[],
): RecordState[] {
  const states = [emptyState(), emptyState(), emptyState()];
  const clocks = [0, 0, 0];
  const at = (device: number): RecordState => states[device] ?? emptyState();
  for (const { device, type, field, value, from, ahead } of ops) {
    const hlc = (clocks[device] ?? 0) + 1 + ahead;
    if (type === 'merge') {
      states[device] = mergeRecord(kind, at(device), at(from));
      clocks[device] = Math.max(clocks[device] ?? 0, clocks[from] ?? 0);
      continue;
    }
    clocks[device] = hlc;
    const clock = [hlc, `device${device}`] as const;
    states[device] =
      type === 'delete'
        ? deleteRecord(kind, at(device), clock)
        : writeField(kind, at(device), { field, value: `v${value}`, clock });
  }
  return states;
}

test('states merge in any order and any number of times to the same', () => {
  fc.assert(
    fc.property(fc.array(op, { maxLength: 40 }), (ops) => {
      const [a = emptyState(), b = emptyState(), c = emptyState()] = play(ops);
      const merge = (x: RecordState, y: RecordState): RecordState => mergeRecord(kind, x, y);
      expect(merge(a, b)).toEqual(merge(b, a));
      expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      const all = merge(merge(a, b), c);
      expect(merge(all, all)).toEqual(all);
      expect(merge(all, a)).toEqual(all);
      // Equal as text too: the team tells an echo of a push by it.
      expect(JSON.stringify(merge(a, b))).toBe(JSON.stringify(merge(b, a)));
    }),
  );
});

const writtenAt = (state: RecordState, device: string, hlc: number, value: string): RecordState =>
  writeField(kind, state, { field: 'title', value, clock: [hlc, device] });

test('two titles written at the same time are both kept until one device has seen both', () => {
  const start = writtenAt(emptyState(), 'anna', 1, 'First');
  const anna = writtenAt(start, 'anna', 5, 'Of Anna');
  const ben = writtenAt(start, 'ben', 7, 'Of Ben');
  const both = mergeRecord(kind, anna, ben);
  expect([both.fields, both.others]).toEqual([
    { title: 'Of Ben' },
    { title: [['Of Anna', 5, 'anna']] },
  ]);
  const resolved = writtenAt(both, 'anna', 8, 'Of both');
  expect(mergeRecord(kind, mergeRecord(kind, resolved, anna), ben)).toEqual({
    fields: { title: 'Of both' },
    clocks: { title: [8, 'anna'] },
    others: {},
    seen: { title: { anna: 8, ben: 7 } },
    deleted: null,
  });
});

test('the later of a delete and an edit wins', () => {
  const start = writtenAt(emptyState(), 'anna', 1, 'First');
  const gone = deleteRecord(kind, start, [5, 'ben']);
  expect(isGone(gone)).toBe(true);
  expect(isGone(mergeRecord(kind, writtenAt(start, 'anna', 4, 'Earlier'), gone))).toBe(true);
  const again = mergeRecord(kind, gone, writtenAt(start, 'anna', 6, 'Later'));
  expect([isGone(again), again.fields]).toEqual([false, { title: 'Later' }]);
});
