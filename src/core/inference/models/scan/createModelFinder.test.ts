import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  foundModelIdSchema,
  type ModelId,
  type ModelProgram,
  modelIdSchema,
} from '../../../../contract/index.ts';
import { hashOf } from '../testing/hubDouble.ts';
import { miniLmMetadata, qwenMetadata, smallGguf } from '../testing/smallGguf.ts';
import { createModelFinder } from './createModelFinder.ts';
import { programFolders } from './programFolders.ts';

let home: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'scan-')));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const folders = () => programFolders({ home, system: 'darwin', environment: {} });
const machine = { memoryBytes: 16e9, cores: 8 };

async function put(path: string, bytes: Uint8Array | string): Promise<string> {
  const whole = join(home, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, bytes);
  return whole;
}

function finderWith(list: { id: ModelId; linkedPath: string }[] = []) {
  const models = { list: async () => list };
  return createModelFinder({ models, folders, machine });
}

const all: ModelProgram[] = ['lmStudio', 'ollama', 'huggingFace', 'jan', 'gpt4all'];
const everything = { programs: all, isAllowed: async () => true };

test('the models of each program are found in the way it keeps them', async () => {
  const qwen = await smallGguf(qwenMetadata);
  const renamed = (name: string) =>
    smallGguf({ ...qwenMetadata, 'general.name': { type: 'string', value: name } });
  const inStudio = await put('.lmstudio/models/lmstudio-community/Qwen/qwen.gguf', qwen);
  await put(
    '.lmstudio/models/lmstudio-community/Qwen/mmproj-F16.gguf',
    await smallGguf({ ...qwenMetadata, 'general.architecture': { type: 'string', value: 'clip' } }),
  );
  const blob = await smallGguf(miniLmMetadata);
  const inOllama = await put(`.ollama/models/blobs/sha256-${hashOf(blob)}`, blob);
  const layers = [
    { mediaType: 'application/vnd.ollama.image.license', digest: `sha256:${'0'.repeat(64)}` },
    { mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${hashOf(blob)}` },
  ];
  const manifests = '.ollama/models/manifests/registry.ollama.ai/library';
  await put(`${manifests}/all-minilm/22m`, JSON.stringify({ layers }));
  await put(`${manifests}/torn/latest`, '{"layers": [');
  const hub = '.cache/huggingface/hub/models--owner--name';
  const inHub = await put(`${hub}/blobs/${'a'.repeat(64)}`, await renamed('From the hub'));
  const snapshot = join(home, hub, 'snapshots', 'main');
  await mkdir(snapshot, { recursive: true });
  await symlink(inHub, join(snapshot, 'name.gguf'));
  const janData = 'Library/Application Support/Jan/data/llamacpp/models';
  const nameless = await smallGguf({
    ...qwenMetadata,
    'general.name': undefined,
    'general.basename': undefined,
  });
  await put(`${janData}/Jan-v1-4B/model.gguf`, nameless);
  await put('Library/Application Support/nomic.ai/GPT4All/broken.gguf', qwen.subarray(0, 900));

  const finder = finderWith();
  const { models, folders: read, truncated } = await finder.scan(everything);
  expect(truncated).toBe(false);
  expect(read.filter(({ state }) => state === 'read').map(({ program }) => program)).toEqual(all);
  const seen = models.map(({ name, label, program, path, task, projector, problem }) => ({
    ...{ name, label, program, path: path.slice(home.length + 1), task, projector },
    ...{ works: problem === undefined },
  }));
  expect(seen).toEqual([
    {
      name: 'Qwen2.5 Coder 0.5B Instruct AWQ (Q4_K_M)',
      label: undefined,
      program: 'lmStudio',
      path: inStudio.slice(home.length + 1),
      task: 'generate',
      projector: 'mmproj-F16.gguf',
      works: true,
    },
    {
      name: 'all-minilm:22m (F16)',
      label: 'all-minilm:22m',
      program: 'ollama',
      path: inOllama.slice(home.length + 1),
      task: 'embed',
      projector: undefined,
      works: true,
    },
    {
      name: 'From the hub (Q4_K_M)',
      label: undefined,
      program: 'huggingFace',
      path: `${hub}/snapshots/main/name.gguf`,
      task: 'generate',
      projector: undefined,
      works: true,
    },
    {
      name: 'Jan-v1-4B (Q4_K_M)',
      label: undefined,
      program: 'jan',
      path: `${janData}/Jan-v1-4B/model.gguf`,
      task: 'generate',
      projector: undefined,
      works: true,
    },
    {
      name: 'broken',
      label: undefined,
      program: 'gpt4all',
      path: 'Library/Application Support/nomic.ai/GPT4All/broken.gguf',
      task: undefined,
      projector: undefined,
      works: false,
    },
  ]);
});

test('only what the user agreed to is looked into', async () => {
  await put('.lmstudio/models/a.gguf', await smallGguf(qwenMetadata));
  await put('Library/Application Support/nomic.ai/GPT4All/b.gguf', await smallGguf(miniLmMetadata));
  const { models, folders: read } = await finderWith().scan({
    ...everything,
    programs: ['gpt4all'],
  });
  expect(models.map(({ path }) => path)).toEqual([expect.stringContaining('b.gguf')]);
  expect(read).toHaveLength(1);
});

test('an id of a scan opens its file, and no other id does', async () => {
  const path = await put('.lmstudio/models/a.gguf', await smallGguf(qwenMetadata));
  const finder = finderWith();
  const [first] = (await finder.scan(everything)).models;
  expect(finder.find(first?.id ?? expect.fail())).toEqual({ path, name: 'a.gguf' });
  const [again] = (await finder.scan(everything)).models;
  expect(again?.id).toBe(first?.id);
  const madeUp = foundModelIdSchema.parse('00000000-0000-4000-8000-000000000000');
  expect(() => finder.find(madeUp)).toThrow(expect.objectContaining({ code: 'path.notChosen' }));
});

test('a model that is linked already is told by the file itself', async () => {
  const path = await put('.lmstudio/models/a.gguf', await smallGguf(qwenMetadata));
  const link = join(home, 'link.gguf');
  await symlink(path, link);
  const id = modelIdSchema.parse('qwen-12345678');
  const { models } = await finderWith([{ id, linkedPath: link }]).scan(everything);
  expect(models.map(({ modelId }) => modelId)).toEqual([id]);
});

test('links that lead back, folders that are missing and files that cannot be read end the scan well', async () => {
  const bytes = await smallGguf(qwenMetadata);
  await put('.lmstudio/models/deep/a.gguf', bytes);
  await symlink(join(home, '.lmstudio/models'), join(home, '.lmstudio/models/deep/back'));
  await symlink(join(home, 'nowhere.gguf'), join(home, '.lmstudio/models/dangling.gguf'));
  await mkdir(join(home, '.lmstudio/models/folder.gguf'));
  const secret = await put('.lmstudio/models/z-secret.gguf', bytes);
  await chmod(secret, 0);
  const { models, folders: read } = await finderWith().scan(everything);
  expect(models.map(({ path }) => path.slice(home.length + 1))).toEqual([
    '.lmstudio/models/z-secret.gguf',
    '.lmstudio/models/deep/a.gguf',
  ]);
  expect(new Set(read.map(({ state }) => state))).toEqual(new Set(['read', 'missing']));
});

test('in a folder that the user named, files that may not be read are left out', async () => {
  await put('mine/a.gguf', await smallGguf(qwenMetadata));
  const outside = await put('private/b.gguf', await smallGguf(miniLmMetadata));
  await symlink(outside, join(home, 'mine', 'b.gguf'));
  const { models } = await finderWith().scan({
    programs: [],
    folder: join(home, 'mine'),
    isAllowed: async (path) => (await realpath(path)).startsWith(join(home, 'mine')),
  });
  expect(models.map(({ path }) => path)).toEqual([join(home, 'mine', 'a.gguf')]);
});

test('the environment says where Ollama and Hugging Face keep models', () => {
  const environment = {
    OLLAMA_MODELS: '/big/ollama',
    HF_HOME: '/big/hf',
    HF_HUB_CACHE: 'relative',
  };
  const found = programFolders({ home: '/home/a', system: 'linux', environment });
  const of = (wanted: ModelProgram) =>
    found.filter(({ program }) => program === wanted).map(({ path }) => path);
  expect(of('ollama')).toEqual(['/big/ollama', '/usr/share/ollama/.ollama/models']);
  expect(of('huggingFace')).toEqual(['/big/hf/hub']);
  expect(of('gpt4all')).toEqual(['/home/a/.local/share/nomic.ai/GPT4All']);
});
