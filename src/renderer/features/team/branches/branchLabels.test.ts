import { expect, test } from 'vitest';
import { comparedLabel, distanceLabel, estimateLabel, kindLabel } from './branchLabels.ts';

test('how far a branch is from its library is said in words', () => {
  expect(distanceLabel({ ahead: 0, behind: 0 })).toBe('Same as the library');
  expect(distanceLabel({ ahead: 1_200, behind: 3 })).toBe('1,200 ahead, 3 behind the library');
  expect(distanceLabel({ ahead: 0, behind: 3 })).toBe('3 behind the library');
  expect(distanceLabel({})).toBe('Not compared');
  expect(comparedLabel({ ahead: 0, behind: 0 })).toBe('The branch has no changes of its own.');
  expect(comparedLabel({ ahead: 1, behind: 2_000 })).toBe(
    'The branch has 1 change that the library does not have. The library has 2,000 changes that the branch does not have. Keeping a change writes it to the library. The branch is not changed.',
  );
});

test('what a branch takes is said before it is made', () => {
  const estimate = {
    ...{
      databaseBytes: 5_000_000,
      mediaFiles: 1_200,
      mediaBytes: 9e9,
      freeBytes: 1e12,
      seconds: 2,
    },
    mediaShared: true,
  };
  expect(estimateLabel(estimate)).toBe(
    '5.0 MB on this disk; about 2 s; 1,200 stored files shared, not copied',
  );
  expect(estimateLabel({ ...estimate, mediaShared: false, teamBytes: 7_000_000 })).toBe(
    '5.0 MB on this disk; 7.0 MB in the team database; about 2 s; 1,200 stored files copied (9.0 GB), because this disk has no hard links',
  );
});

test('changes of many chunks are counted', () => {
  expect(kindLabel({ kind: 'chunk', records: 40 })).toBe('Chunks of a video (40)');
  expect(kindLabel({ kind: 'video', records: 1 })).toBe('Video');
});
