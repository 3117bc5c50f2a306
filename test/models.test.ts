import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
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
