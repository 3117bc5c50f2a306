/**
 * `node scripts/run.mjs scripts/llamaTables.ts`: writes src/core/inference/gguf/llamaTables.ts from the llama.cpp that
 * node-llama-cpp ships: the architectures and file types out of its source
 * (`llama/gitRelease.bundle`), the sizes of tensor types out of its library. Run it after an update
 * of node-llama-cpp; describeGguf.test.ts fails until then.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { loadLibraries } from '../src/core/inference/engine/binding/libraries.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const shipped = join(root, 'node_modules', 'node-llama-cpp', 'llama');
const { release } = z
  .object({ release: z.string() })
  .parse(JSON.parse(readFileSync(join(shipped, 'binariesGithubRelease.json'), 'utf8')));

const clone = mkdtempSync(join(tmpdir(), 'llama-source-'));
try {
  execFileSync('git', [
    ...['clone', '--quiet', '--bare', join(shipped, 'gitRelease.bundle')],
    clone,
  ]);
  const source = (path: string): string =>
    execFileSync('git', ['-C', clone, 'show', `HEAD:${path}`], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
  const architectureSource = source('src/llama-arch.cpp');
  const names = new Map(
    [...architectureSource.matchAll(/\{ (LLM_ARCH_\w+), +"([^"]+)" +\}/g)].map(
      ([, constant = '', name = '']) => [constant, name],
    ),
  );
  names.delete('LLM_ARCH_UNKNOWN');
  const listed = (name: string): string[] => {
    const [, body = ''] =
      new RegExp(`bool ${name}\\([^)]*\\) \\{(.*?)return true`, 's').exec(architectureSource) ?? [];
    return [...body.matchAll(/case (LLM_ARCH_\w+):/g)].map(
      ([, constant = '']) => names.get(constant) ?? '',
    );
  };
  const fileTypes = [
    ...source('include/llama.h').matchAll(/^ +LLAMA_FTYPE_(?:MOSTLY|ALL)_(\w+) += (\d+),/gm),
  ].map(([, name, number]) => [Number(number), name]);

  const { ggml } = loadLibraries('cpu');
  const blockValues: (type: number) => number = ggml.func('int64_t ggml_blck_size(int type)');
  const blockBytes: (type: number) => number = ggml.func('size_t ggml_type_size(int type)');
  const typeName: (type: number) => string = ggml.func('const char *ggml_type_name(int type)');
  const [, typeCount = '0'] = /GGML_TYPE_COUNT += (\d+)/.exec(source('ggml/include/ggml.h')) ?? [];
  const tensorTypes = Array.from({ length: Number(typeCount) }, (_, type) => type)
    .filter((type) => blockBytes(type) > 0)
    .map((type) => [
      type,
      { name: typeName(type), values: blockValues(type), bytes: blockBytes(type) },
    ]);
  const text = [
    `/** Written by scripts/llamaTables.ts from llama.cpp ${release}, as node-llama-cpp ships it. */`,
    `export const llamaRelease = ${JSON.stringify(release)};`,
    '',
    '/** `general.architecture` of the models that it loads: LLM_ARCH_NAMES of src/llama-arch.cpp. */',
    `export const architectures: ReadonlySet<string> = new Set(${JSON.stringify([...names.values()])});`,
    '',
    '/** Those that write by diffusion: llm_arch_is_diffusion of the same file. */',
    `export const diffusionArchitectures: ReadonlySet<string> = new Set(${JSON.stringify(listed('llm_arch_is_diffusion'))});`,
    '',
    '/** `general.file_type`: enum llama_ftype of include/llama.h. */',
    `export const fileTypes: ReadonlyMap<number, string> = new Map(${JSON.stringify(fileTypes)});`,
    '',
    '/** Types of tensors by their number: how many values a block has, and what it takes. From ggml’s own functions. */',
    'export const tensorTypes: ReadonlyMap<number, { name: string; values: number; bytes: number }> =',
    `  new Map(${JSON.stringify(tensorTypes)});`,
    '',
  ].join('\n');
  const path = join(root, 'src', 'core', 'inference', 'gguf', 'llamaTables.ts');
  writeFileSync(path, text);
  execFileSync('npx', ['biome', 'check', '--write', path], { cwd: root });
  process.stdout.write(`Wrote ${names.size} architectures, ${tensorTypes.length} tensor types.\n`);
} finally {
  rmSync(clone, { recursive: true });
}
