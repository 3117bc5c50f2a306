import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LinkFixture, openLinkFixture } from './testing/linkFixture.ts';

/** A program in the place of yt-dlp that repeats the cookies as yt-dlp does. */

const canary = 'canary-session-8812';
const info = {
  ...{ id: 'a', title: 'Ferns', extractor_key: 'Site', webpage_url: 'https://site.example/a' },
  cookies: `session=${canary}`,
  formats: [{ url: 'https://site.example/a.mp4', cookies: `session=${canary}` }],
  http_headers: { 'User-Agent': 'x', Cookie: `session=${canary}` },
};
let folder: string;
let fixture: LinkFixture;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-cookies-'));
  const json = JSON.stringify(info).replaceAll("'", '');
  const program = join(folder, 'yt-dlp');
  const script = `#!/bin/sh
printf '%s\\n' "$@" >> '${folder}/arguments'; env > '${folder}/environment'
case " $* " in
  *" -J "*) echo '${json}' ;;
  *)
    ls -ld . > '${folder}/modes'; ls -l resolved.json >> '${folder}/modes'
    cp resolved.json '${folder}/resolved.json'
    echo media > video.mp4; echo '${json}' > video.info.json; chmod 644 video.info.json ;;
esac
`;
  await writeFile(program, script);
  await chmod(program, 0o755);
  const command = {
    source: 'path',
    program,
    prefix: [],
    version: '2026.10.26',
    old: false,
  } as const;
  fixture = await openLinkFixture({
    find: async () => ({ source: 'path', old: false }),
    inspect: async () => ({ source: 'path', old: false }),
    require: async () => command,
    install: async () => ({ source: 'path', old: false }),
  });
});
afterEach(async () => {
  await fixture.close();
  await rm(folder, { recursive: true, force: true });
});

test.skipIf(process.platform === 'win32')('what is written of a video has no cookies', async () => {
  fixture.settings.cookiesFile = join(folder, 'cookies.txt');
  await writeFile(fixture.settings.cookiesFile, `# Netscape HTTP Cookie File\n`);
  await fixture.take('https://site.example/a');
  expect(fixture.ingested).toHaveLength(1);
  expect(fixture.infos[0]).toContain('Ferns');
  expect(fixture.infos.join()).not.toContain(canary);
  const resolved = await readFile(join(folder, 'resolved.json'), 'utf8');
  expect(resolved).toContain('User-Agent');
  expect(resolved).not.toContain(canary);
  const [around, own] = (await readFile(join(folder, 'modes'), 'utf8')).split('\n');
  expect(around).toMatch(/^drwx------/);
  expect(own).toMatch(/^-rw-------/);
});

test.skipIf(process.platform === 'win32')(
  'the password of the guard proxy is in no argument, which every user can read',
  async () => {
    await fixture.take('https://site.example/a');
    const password = /^https_proxy=http:\/\/link:(\w+)@127\.0\.0\.1:\d+$/m.exec(
      await readFile(join(folder, 'environment'), 'utf8'),
    )?.[1];
    expect(password).toHaveLength(36);
    expect(await readFile(join(folder, 'arguments'), 'utf8')).not.toMatch(/link:|--proxy/);
  },
);
