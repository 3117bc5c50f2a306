/**
 * Writes docs/openapi.json from the contract. `--check` writes nothing and fails when the file
 * is not what the contract says; `npm run check` runs that.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract, errorHints } from '../src/shared/index.ts';

const file = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));
const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
const document = await generator.generate(contract, {
  info: { title: 'Trendroom', version: '1' },
  customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/Error' }),
  components: {
    schemas: {
      Error: {
        type: 'object',
        required: ['code', 'message', 'data'],
        properties: {
          code: { type: 'string', enum: Object.keys(errorHints) },
          message: { type: 'string', description: 'What happened.' },
          data: {
            type: 'object',
            required: ['hint'],
            properties: { hint: { type: 'string', description: 'What to do next.' } },
          },
        },
      },
    },
  },
});
const text = `${JSON.stringify(document, null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
  process.stdout.write(`Wrote docs/openapi.json (OpenAPI ${document.openapi}).\n`);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('docs/openapi.json is stale. Run: npm run openapi\n');
  process.exitCode = 1;
}
