/**
 * `npm run wasm` compiles the WebAssembly texts of src into the TypeScript files beside them, whose
 * bytes need no file to be found at run time. `--check` only says whether they are of these texts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';

const folder = join(import.meta.dirname, '../src/core/inference/engine/sampling/scan');
const source = join(folder, 'scan.wat');
const target = join(folder, 'scanBytes.ts');

const compiler = await wabt();
const module = compiler.parseWat('scan.wat', readFileSync(source, 'utf8'), { simd: true });
module.validate();
const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
const lines = base64.match(/.{1,92}/g) ?? [];
const text = `/** scan.wat, compiled by \`npm run wasm\`. */
export const scanBytes = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write('scanBytes.ts is not of scan.wat: run `npm run wasm`.\n');
  process.exitCode = 1;
}
