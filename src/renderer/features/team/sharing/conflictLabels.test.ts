import { expect, test } from 'vitest';
import type { SharingConflict } from '../../../../contract/index.ts';
import { conflictTitle, writerOf } from './conflictLabels.ts';

const kept = { value: 'a', hlc: 1, deviceId: '0123456789abcdef', writtenAtMs: 0, isLocal: false };
const conflict: SharingConflict = {
  ...{ kind: 'video', id: 'v', label: 'Lunch', field: 'title', kept, others: [] },
};

test('a conflict is named as people know the record, and its writers as they named their computer', () => {
  expect(conflictTitle(conflict)).toBe('Title of the video “Lunch”');
  expect(conflictTitle({ ...conflict, kind: 'draft', label: '', field: 'text' })).toBe(
    'Text of a draft',
  );
  expect(writerOf(kept)).toBe('Computer 01234567');
  expect(writerOf({ ...kept, deviceName: 'anna on laptop-7' })).toBe('anna on laptop-7');
  expect(writerOf({ ...kept, deviceName: 'anna on laptop-7', isLocal: true })).toBe(
    'This computer',
  );
});
