import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { publish, startHubDouble } from '../src/core/inference/models/testing/hubDouble.ts';
import {
  miniLmMetadata,
  qwenMetadata,
  smallGguf,
} from '../src/core/inference/models/testing/smallGguf.ts';
import { Terminal } from './support/terminal.ts';

// Each command is a process of its own, seconds long where many run at a time.
vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;
let folder: string;
let file: string;
beforeAll(async () => {
  terminal = await Terminal.open();
  folder = join(terminal.folder, 'my models');
  file = join(folder, 'qwen.gguf');
  await mkdir(folder);
  await writeFile(file, await smallGguf(qwenMetadata));
});
afterAll(() => terminal.close());

interface Listed {
  id: string;
  task: string;
  inUse: boolean;
  linkedPath?: string;
}

async function imported(): Promise<Listed[]> {
  const { models } = (await terminal.json('models', 'list')) as { models: Listed[] };
  return models.filter(({ linkedPath }) => linkedPath !== undefined);
}

test('a folder of models is imported where it is; what cannot run is named with the reason', async () => {
  await writeFile(join(folder, 'minilm.gguf'), await smallGguf(miniLmMetadata));
  await writeFile(join(folder, 'torn.gguf'), 'GGUF');
  const { exitCode, stdout, stderr } = await terminal.run('models', 'import', folder);
  expect([exitCode, stderr]).toEqual([
    0,
    expect.stringMatching(/^skipped {2}.*torn\.gguf: The file is damaged or incomplete/m),
  ]);
  expect(stdout).toMatch(/Imported minilm-f16-[0-9a-f]{8}/);
  expect((await imported()).map(({ task, linkedPath }) => [task, linkedPath])).toEqual([
    ['embed', join(folder, 'minilm.gguf')],
    ['generate', file],
  ]);
});

test('the model that drafts is chosen, goes on when its file is imported anew, and is forgotten with it', async () => {
  const [first] = (await imported()).filter(({ task }) => task === 'generate');
  const id = first?.id ?? expect.fail();
  expect(await terminal.json('models', 'use', id)).toEqual({ draftsModel: id });
  const wrong = await terminal.run('--json', 'settings', 'set', 'embeddingModel', id);
  expect(wrong).toMatchObject({
    exitCode: 1,
    lines: [{ error: { code: 'model.unsupported' } }],
  });
  const nobody = await terminal.run('--json', 'models', 'use', 'nobody');
  expect(nobody).toMatchObject({ exitCode: 1, lines: [{ error: { code: 'model.unknown' } }] });

  const { 'general.name': _, ...nameless } = qwenMetadata;
  await writeFile(file, await smallGguf(nameless));
  const plan = await terminal.run('--json', 'engine', 'plan');
  expect(plan).toMatchObject({ exitCode: 1, lines: [{ error: { code: 'model.altered' } }] });
  const again = (await terminal.json('models', 'import', file)) as Listed;
  expect(again).toMatchObject({ inUse: true, linkedPath: file });
  expect(await terminal.json('settings', 'get', 'draftsModel')).toEqual({ draftsModel: again.id });

  await rm(file);
  const gone = await terminal.run('--json', 'engine', 'plan');
  expect(gone).toMatchObject({ exitCode: 1, lines: [{ error: { code: 'model.moved' } }] });
  await writeFile(file, await smallGguf(nameless));
  expect(await terminal.json('models', 'remove', again.id)).toMatchObject({ keptPath: file });
  await access(file);
  expect(await terminal.json('settings', 'get', 'draftsModel')).toEqual({ draftsModel: '' });
});

test('the hub is searched, a file of it looked at and downloaded, and refusals are told', async () => {
  const hub = await startHubDouble();
  try {
    terminal.give('HF_ENDPOINT', hub.url);
    const repository = 'owner/qwen-GGUF';
    const bytes = Buffer.concat([await smallGguf(qwenMetadata), Buffer.alloc(100_000, 4)]);
    publish(hub, repository, { files: { 'qwen-Q4_K_M.gguf': bytes } });
    hub.answers.set('/api/models', { body: [{ id: repository, downloads: 12_345, likes: 1 }] });
    const found = await terminal.run('models', 'search', 'qwen', 'coder');
    expect(found.stdout).toMatch(/^owner\/qwen-GGUF +12,345 downloads, licence not stated\n/);
    expect(hub.asked[0]).toContain('search=qwen+coder&');
    const listed = await terminal.run('models', 'files', repository);
    expect(listed.stdout).toMatch(/qwen-Q4_K_M\.gguf +\S+ \S+ +Q4_K_M +fits\n/);

    const wanted = ['models', 'download', repository, 'qwen-Q4_K_M.gguf'];
    const refused = await terminal.run('--json', ...wanted);
    expect(refused).toMatchObject({ exitCode: 1, lines: [{ error: { code: 'model.licence' } }] });
    const done = await terminal.run(...wanted, '--accept-licenses', '--use');
    expect([done.exitCode, done.stdout]).toEqual([
      0,
      expect.stringMatching(/32,768 tokens of context, follows instructions, licence: apache-2\.0/),
    ]);
    expect(done.stdout).toMatch(/ free on the disk\. Needs about .* of memory/);
    expect(done.stdout).toMatch(
      /\ninstalled {2}qwen2-5-coder.* apache-2\.0\n.*now writes the drafts/,
    );

    const gated = await terminal.run('--json', 'models', 'files', 'owner/gated');
    expect(gated.lines).toMatchObject([{ error: { code: 'model.notOnHub' } }]);
    const offline = await terminal.run('--json', '--offline', 'models', 'search', 'qwen');
    expect(offline.lines).toMatchObject([{ error: { code: 'network.notAllowed' } }]);
    const { models } = (await terminal.json('models', 'recommend')) as { models: unknown[] };
    expect(models.length).toBeGreaterThan(10);
  } finally {
    terminal.give('HF_ENDPOINT', '');
    await hub.close();
  }
});
