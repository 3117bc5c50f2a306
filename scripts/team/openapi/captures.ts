import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Openapi, openapiSchema } from './openapiDocument.ts';

/** The documents that are kept: one for each kind of server, and what all of them answer. */
export const captureNames = ['chat', 'embedding', 'answers'] as const;
export type CaptureName = (typeof captureNames)[number];

const placeOf = (name: CaptureName): string =>
  fileURLToPath(new URL(`${name}.json`, import.meta.url));

export async function readCapture(name: CaptureName): Promise<Openapi> {
  return openapiSchema.parse(JSON.parse(await readFile(placeOf(name), 'utf8')));
}

export function writeCapture(name: CaptureName, document: Openapi): Promise<void> {
  return writeFile(placeOf(name), `${JSON.stringify(document, null, 2)}\n`);
}
