import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { briefIdSchema, draftIdSchema } from '../src/contract/index.ts';
import { systemClock } from '../src/core/base/index.ts';
import { openLibrary } from '../src/core/db/index.ts';
import { DraftRepository } from '../src/core/drafts/index.ts';
import { addSampleVideo } from '../src/core/library/testing/sampleVideo.ts';
import { Terminal } from './support/terminal.ts';

// Each command is a process of its own, seconds long where many run at a time.
vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;
beforeAll(async () => {
  terminal = await Terminal.open();
});
afterAll(() => terminal.close());

test('settings are shown, changed and kept from one command to the next', async () => {
  const defaults = {
    theme: 'system',
    storage: 'copy',
    offline: false,
    allowPrivateAddresses: false,
    cookiesFile: '',
    linkComments: 0,
    observeBudget: 60,
    outlierDefinition: 'channel-median-same-age-v1',
    linkLimit: 50,
    enginePoolTokens: 0,
    engineKvType: 'f16',
    draftsModel: '',
    embeddingModel: '',
    speechModel: '',
    seeingModel: '',
    embedPlace: 'local',
    transcribePlace: 'local',
    lookMinDifference: 6,
    draftsPlace: 'remote',
    playerKeys: {},
  };
  expect(await terminal.json('settings')).toEqual(defaults);
  expect(await terminal.json('settings', 'set', 'offline', 'true')).toEqual({ offline: true });
  expect(await terminal.json('settings', 'set', 'linkLimit', '7')).toEqual({ linkLimit: 7 });
  expect(await terminal.json('settings', 'set', 'engineKvType', 'q8_0')).toEqual({
    engineKvType: 'q8_0',
  });
  const cookies = join(terminal.folder, 'cookies.txt');
  const nearby = relative(process.cwd(), cookies);
  await terminal.json('settings', 'set', 'cookiesFile', nearby);
  expect(await terminal.json('settings', 'get')).toEqual({
    ...defaults,
    offline: true,
    linkLimit: 7,
    engineKvType: 'q8_0',
    cookiesFile: cookies,
  });
  await terminal.json('settings', 'set', 'cookiesFile', '');
  await terminal.json('settings', 'set', 'playerKeys', '{"mute":["Q"]}');
  const keys = await terminal.run('settings', 'get', 'playerKeys');
  expect(keys.stdout).toBe('playerKeys             {"mute":["Q"]}\n');
  // F is that of full screen.
  const refused = await terminal.run('settings', 'set', 'playerKeys', '{"mute":["F"]}');
  expect(refused.stderr).toContain('F is also the key of mute');
  const { stdout } = await terminal.run('settings', 'get', 'cookiesFile');
  expect(stdout).toBe('cookiesFile            (none)\n');
});

test('offline in the settings holds for commands without --offline', async () => {
  await terminal.json('settings', 'set', 'offline', 'true');
  const install = await terminal.run('--json', 'models', 'install', 'starter', '--accept-licenses');
  expect(install).toMatchObject({
    exitCode: 1,
    lines: [{ error: { code: 'network.notAllowed', hint: expect.stringContaining('offline') } }],
  });
});

test('a setting that is none, or a value it does not take, is wrong use and says what fits', async () => {
  const wrong = async (...args: string[]) => {
    const { exitCode, lines } = await terminal.run('--json', 'settings', ...args);
    expect({ exitCode, lines }).toMatchObject({
      exitCode: 2,
      lines: [{ error: { code: 'usage.invalid' } }],
    });
    return JSON.stringify(lines);
  };
  expect(await wrong('set', 'colour', 'red')).toContain('linkLimit');
  expect(await wrong('get', '__proto__')).toContain('theme');
  expect(await wrong('set', 'theme', 'neon')).toContain('dark');
  expect(await wrong('set', 'linkLimit', '9000')).toContain('5000');
  expect(await wrong('set', 'offline', 'perhaps')).toContain('boolean');
  expect(await wrong('set', 'offline', '')).toContain('boolean');
});

test('earlier drafts are listed with what they cite and what was dropped, and removed', async () => {
  expect((await terminal.run('drafts', 'list')).stdout).toBe('No drafts yet.\n');
  const library = openLibrary({ directory: terminal.library, clock: systemClock });
  const place = { library, folder: terminal.folder, remove: async () => {} };
  const { id: videoId } = await addSampleVideo(place, { name: 'Rain\u001b[31m.mp4', bytes: 'x' });
  const repository = new DraftRepository(library.db);
  const id = briefIdSchema.parse('018f-brief');
  repository.insertBrief({ id, topic: 'rain', lengthWords: 18, count: 3, createdAtMs: 86_400_000 });
  const shared = { briefId: id, why: 'it asks', modelId: 'gemma', createdAtMs: 1 };
  repository.insertDraft({
    ...shared,
    id: draftIdSchema.parse('a'),
    text: 'Why does it rain?',
    hookPattern: 'question',
    citations: [{ videoId, title: '', startMs: 1_500, endMs: 3_000, quote: 'it rains' }],
  });
  repository.insertDraft({
    ...shared,
    id: draftIdSchema.parse('b'),
    text: 'Rain rain.',
    hookPattern: 'story',
    droppedReason: 'too-short',
    citations: [],
  });
  library.close();
  expect((await terminal.run('drafts', 'list')).stdout).toBe(
    [
      '018f-brief  1970-01-02  rain  (gemma)',
      '',
      '“Why does it rain?”',
      '  question: it asks',
      '  a',
      '  cites Rain [31m.mp4 at 0:01.5–0:03.0: “it rains”',
      '',
      'Dropped (too-short): Rain rain.',
      '',
      '',
    ].join('\n'),
  );
  expect(await terminal.json('drafts', 'list', '--limit', '1')).toMatchObject({
    briefs: [{ id, drafts: [{ id: 'a' }], dropped: [{ reason: 'too-short' }] }],
  });
  await terminal.json('drafts', 'star', 'a');
  await terminal.json('drafts', 'edit', 'a', 'Why does it \u001b[mrain?');
  const rejected = await terminal.run('drafts', 'reject', 'a', '--reason', 'off-voice');
  expect(rejected.stdout).toBe(
    [
      '',
      '“Why does it [mrain?”',
      '  question: it asks',
      '  a  starred  edited, not checked  rejected: off-voice',
      '  cites Rain [31m.mp4 at 0:01.5–0:03.0: “it rains”',
      '  earlier: “Why does it rain?”',
      '',
    ].join('\n'),
  );
  await terminal.json('drafts', 'restore', 'a');
  expect(await terminal.json('drafts', 'unstar', 'a')).toEqual(
    expect.not.objectContaining({ rejected: expect.anything(), starredAtMs: expect.anything() }),
  );
  expect(await terminal.run('--json', 'drafts', 'reject', 'a', '--reason', 'no')).toMatchObject({
    exitCode: 2,
    lines: [{ error: { code: 'usage.invalid' } }],
  });
  expect(await terminal.run('--json', 'drafts', 'check', 'a')).toMatchObject({
    exitCode: 1,
    lines: [{ error: { code: 'model.missing' } }],
  });
  const file = join(terminal.folder, 'rain.html');
  const write = ['drafts', 'export', '018f', '--format', 'html', '--output', file] as const;
  expect(await terminal.json(...write)).toEqual({ output: file });
  expect(await readFile(file, 'utf8')).toMatch(
    /^<!doctype html>[\s\S]+Why does it \[mrain\?<\/h2>/,
  );
  // What is there already is not written over.
  expect(await terminal.run('--json', ...write)).toMatchObject({
    exitCode: 2,
    lines: [{ error: { code: 'usage.invalid' } }],
  });
  const { stdout: text } = await terminal.run('drafts', 'export', '018f', '--format', 'text');
  expect(text).toMatch(/^rain\nat most 18 words/);
  expect(await terminal.json('drafts', 'remove', '018f')).toEqual({ removedDrafts: 2 });
  expect(await terminal.run('--json', 'drafts', 'remove', '018f')).toMatchObject({
    exitCode: 1,
    lines: [{ error: { code: 'brief.notFound' } }],
  });
});
