import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Prints the address of each module of the sources, and of each package, that a program loads. */
const hook = `import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => { console.log(url); return next(url, context); } });`;

test.each(['media', 'vision', 'whisper', 'headers'])(
  'what reads files of strangers as %s loads nothing that opens a library',
  (name) => {
    const file = join(import.meta.dirname, `${name}.ts`);
    const loaded = execFileSync(
      process.execPath,
      [
        ...['--experimental-strip-types', '--no-warnings', '--input-type=module'],
        `--import=data:text/javascript,${encodeURIComponent(hook)}`,
        `--eval=await import(${JSON.stringify(file)}); process.exit(0);`,
      ],
      { encoding: 'utf8' },
    ).split('\n');
    expect(loaded).toContain(new URL(`file://${file}`).href);
    const opening = /\/(?:better-sqlite3|drizzle-orm)\/|\/src\/core\/(?:db|library|jobs)\//;
    expect(loaded.filter((url) => opening.test(url))).toEqual([]);
  },
);
