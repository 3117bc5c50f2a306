/**
 * `npm run wasm` compiles the WebAssembly texts of src into the TypeScript files beside them, whose
 * bytes need no file to be found at run time. `--check` only says whether they are of these texts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';

const core = join(import.meta.dirname, '../src/core');
const sources = [
  { folder: join(core, 'inference/engine/sampling/scan'), name: 'scan' },
  { folder: join(core, 'search/vectorIndex/scan'), name: 'hamming' },
];

const compiler = await wabt();
for (const { folder, name } of sources) {
  const module = compiler.parseWat(
    `${name}.wat`,
    readFileSync(join(folder, `${name}.wat`), 'utf8'),
    { simd: true },
  );
  module.validate();
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
  const lines = base64.match(/.{1,92}/g) ?? [];
  const text = `/** ${name}.wat, compiled by \`npm run wasm\`. */
export const ${name}Bytes = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
  const target = join(folder, `${name}Bytes.ts`);
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write(`${name}Bytes.ts is not of ${name}.wat: run \`npm run wasm\`.\n`);
    process.exitCode = 1;
  }
}
