import { constants, getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { silentLogger } from '../../base/index.ts';
import { allFiles } from '../confinement/access.ts';
import { createNodeHost } from '../nodeHost.ts';

const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });

test('what works for ingest steps back before it has started, the engine never does', () => {
  const usual = getPriority();
  const behind = Math.max(usual, constants.priority.PRIORITY_BELOW_NORMAL);
  for (const [worker, expected] of [
    ['media', behind],
    ['vision', behind],
    ['whisper', behind],
    ['headers', behind],
    ['engine', usual],
  ] as const) {
    const child = children.start(worker, allFiles);
    try {
      expect(getPriority(child.pid ?? -1)).toBe(expected);
    } finally {
      child.kill();
    }
  }
});
