import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('a promise that nobody waits for is logged and ends nothing; an exception ends with words', async () => {
  const program = fileURLToPath(new URL('../testing/faultyProgram.ts', import.meta.url));
  const { code, stdout } = await new Promise<{ code: unknown; stdout: string }>((resolve) => {
    execFile(process.execPath, [program], (error, output) =>
      resolve({ code: error?.code, stdout: output }),
    );
  });
  expect([code, stdout.trim().split('\n')]).toEqual([
    3,
    [
      'unhandled rejection: Error: nobody waits',
      'still here',
      'uncaught exception: Error: nobody catches',
      'ended: Error: nobody catches',
    ],
  ]);
});
