import { execFileSync } from 'node:child_process';
import { constants, getPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const file = fileURLToPath(new URL('./runInBackground.ts', import.meta.url));

test('a program in the background gets what others leave, and no other program does', () => {
  const before = getPriority();
  const script = `import { getPriority } from 'node:os';
    import { runInBackground } from ${JSON.stringify(file)};
    runInBackground();
    console.log(getPriority());`;
  const options = ['--experimental-strip-types', '--no-warnings', '--input-type=module'];
  const printed = execFileSync(process.execPath, [...options, '--eval', script]);
  expect(Number(printed)).toBe(Math.max(before, constants.priority.PRIORITY_BELOW_NORMAL));
  expect(getPriority()).toBe(before);
});
