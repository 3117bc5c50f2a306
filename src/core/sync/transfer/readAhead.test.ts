import { expect, test } from 'vitest';
import { readAhead } from './readAhead.ts';

test('the next value is made while one is worked on, and the source is closed when work ends', async () => {
  const happened: string[] = [];
  async function* source(): AsyncGenerator<number> {
    try {
      for (let value = 1; ; value++) {
        await Promise.resolve();
        happened.push(`made ${value}`);
        yield value;
      }
    } finally {
      happened.push('closed');
    }
  }
  for await (const value of readAhead(source())) {
    await new Promise(setImmediate);
    happened.push(`worked on ${value}`);
    if (value === 2) break;
  }
  expect(happened).toEqual([
    ...['made 1', 'made 2', 'worked on 1', 'made 3', 'worked on 2', 'closed'],
  ]);
});

test('a value that cannot be made is an error after the work on those before it', async () => {
  const worked: number[] = [];
  async function* source(): AsyncGenerator<number> {
    yield 1;
    throw new Error('The disk is gone.');
  }
  const run = async (): Promise<void> => {
    for await (const value of readAhead(source())) {
      await new Promise(setImmediate);
      worked.push(value);
    }
  };
  await expect(run()).rejects.toThrow('The disk is gone.');
  expect(worked).toEqual([1]);
});
