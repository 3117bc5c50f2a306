/**
 * `npm run test:egress`: the demo (ingest, search, drafts) offline, under strace: nothing may leave
 * the machine, and nothing may be left in the user's folders for a later time. Needs Linux, strace
 * and the starter models. Two minutes.
 */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { modelsFolder } from '../src/core/host/index.ts';
import { leavingAddresses } from './egress/leavingAddresses.ts';
import { record } from './egress/record.ts';

/** An address of documentation (RFC 5737), where nothing answers. */
const control = `require('node:dgram').createSocket('udp4').send('x', 9, '192.0.2.1', () => process.exit())`;
/** The compile cache and npm's are of the tools that start the demo. */
const ourOwn = new Set(['.npm']);

const home = await mkdtemp(join(tmpdir(), 'trendroom-home-'));
try {
  process.exitCode = await testEgress();
} finally {
  await rm(home, { recursive: true, force: true });
}

async function testEgress(): Promise<number> {
  const temporary = join(home, 'temporary');
  await mkdir(temporary);
  const environment = {
    ...process.env,
    ...{ HOME: home, TMPDIR: temporary, TRENDROOM_MODELS: modelsFolder() },
  };
  const sent = await record([process.execPath, '-e', control], environment);
  if (leavingAddresses(sent.log).length === 0) {
    return fail('The recorder does not see a datagram that leaves the machine.');
  }
  const demo = await record(
    [process.execPath, 'scripts/run.mjs', 'src/cli/demo.ts', '--offline'],
    environment,
  );
  if (demo.code !== 0) return fail(`The demo ended with code ${demo.code}.`);
  const leaving = leavingAddresses(demo.log);
  if (leaving.length > 0) return fail(`Would leave the machine:\n${leaving.join('\n')}`);
  await rm(temporary, { recursive: true });
  const written = (await readdir(home)).filter((name) => !ourOwn.has(name));
  if (written.length > 0) {
    const files = await readdir(home, { recursive: true });
    return fail(`Written to the user's folder:\n${files.join('\n')}`);
  }
  process.stdout.write('\nNothing left the machine.\n');
  return 0;
}

function fail(message: string): number {
  process.stderr.write(`\n${message}\n`);
  return 1;
}
