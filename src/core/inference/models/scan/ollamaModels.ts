import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { z } from 'zod';
import type { ModelFileFound } from './walkFolder.ts';

/** A manifest as Ollama writes it, by the layers that it lists. */
const manifestSchema = z.object({
  layers: z.array(z.object({ mediaType: z.string(), digest: z.string() })).max(100),
});
const weightsType = 'application/vnd.ollama.image.model';
const maxManifests = 2_000;
const maxManifestBytes = 1_000_000;

/**
 * The weights of Ollama's models: `manifests/REGISTRY/OWNER/MODEL/TAG` names the file
 * `blobs/sha256-…` of each. Manifests that cannot be read are passed over. Throws the system's
 * errors of the folder itself.
 */
export async function ollamaModels(root: string): Promise<ModelFileFound[]> {
  await readdir(root);
  const manifests = join(root, 'manifests');
  const entries = await readdir(manifests, { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  const found: ModelFileFound[] = [];
  for (const entry of entries.filter((each) => each.isFile()).slice(0, maxManifests)) {
    const path = join(entry.parentPath, entry.name);
    const digest = await digestOfWeights(path);
    if (digest === undefined) continue;
    const [owner, model = '', tag = ''] = path
      .slice(manifests.length + 1)
      .split(sep)
      .slice(-3);
    const label = `${owner === 'library' ? '' : `${owner}/`}${model}:${tag}`.slice(0, 120);
    found.push({ path: join(root, 'blobs', digest.replace(':', '-')), name: label, label });
  }
  return found;
}

async function digestOfWeights(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > maxManifestBytes) return undefined;
    const { layers } = manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    const digest = layers.find(({ mediaType }) => mediaType === weightsType)?.digest;
    return digest !== undefined && /^sha256:[0-9a-f]{64}$/.test(digest) ? digest : undefined;
  } catch {
    return undefined;
  }
}
