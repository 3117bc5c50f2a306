import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { DoctorCheck, ModelTask } from '../../contract/index.ts';
import { toAppError } from '../base/index.ts';
import { describeLoss, type Library } from '../db/index.ts';
import { childEnvironment, confinementHere, type Host } from '../host/index.ts';
import type { ModelSource } from '../inference/index.ts';
import type { Links } from '../ingest/index.ts';
import { lastProvenBackup, nightlyBackups } from '../library/index.ts';

const run = promisify(execFile);

/** Below this an ingest or a model download is likely to fill the disk. */
const enoughFreeBytes = 5e9;

const taskNames: Record<ModelTask, string> = {
  transcribe: 'speech model',
  embed: 'embedding model',
  see: 'seeing model',
  generate: 'language model',
};

/** What is installed and what is missing, looked up now; a check that fails is a finding. */
export async function doctor({
  host,
  library,
  models,
  links,
}: {
  host: Host;
  library: Library;
  models: ModelSource;
  links: Pick<Links, 'inspectTool'>;
}): Promise<DoctorCheck[]> {
  const tasks = Object.keys(taskNames) as ModelTask[];
  return [
    nodeVersion(),
    history(library),
    helperProcesses(),
    ...(await Promise.all([
      freeSpace('library disk', host.paths.library),
      backups(library),
      ...tasks.map((task) => model(models, task)),
      python(),
      linkTool(links),
    ])),
  ];
}

function nodeVersion(): DoctorCheck {
  const version = process.versions.node;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const newEnough = major > 22 || (major === 22 && minor >= 12);
  return newEnough
    ? { name: 'Node', state: 'ok', detail: version }
    : { name: 'Node', state: 'missing', detail: version, advice: 'Run npm install again.' };
}

/** Whether the database is the one that was last used, with all that was written to it. */
function history({ directory }: Library): DoctorCheck {
  const name = 'library';
  const loss = describeLoss(directory);
  return loss === undefined
    ? { name, state: 'ok', detail: directory }
    : { name, state: 'warning', ...loss };
}

/** A backup counts when a restore of it has been tried. */
async function backups(library: Library): Promise<DoctorCheck> {
  const name = 'backups';
  const newest = (await nightlyBackups(library)).at(-1);
  if (newest === undefined) {
    return {
      ...{ name, state: 'warning', detail: 'no nightly backup' },
      advice: 'Turn it on: trendroom schedules set backup --on',
    };
  }
  const proven = await lastProvenBackup(library);
  if (proven === undefined) {
    return {
      ...{ name, state: 'warning', detail: `${newest}, never restored for a test` },
      advice: 'Try one now: trendroom schedules run verify',
    };
  }
  const day = new Date(proven.provenAtMs).toISOString().slice(0, 10);
  const which = proven.name === newest ? 'it' : proven.name;
  const detail = `${newest}; ${which} was restored for a test on ${day}`;
  return { name, state: 'ok', detail };
}

/** What keeps a library that reads hostile files from the rest of the machine. */
function helperProcesses(): DoctorCheck {
  const name = 'helper processes';
  const { landlock, seccomp } = confinementHere();
  const files = landlock > 0 ? `no other files (Landlock ${landlock})` : undefined;
  const sockets = seccomp ? 'no sockets (seccomp)' : undefined;
  const held = [files, sockets].filter((each) => each !== undefined);
  const helpers = 'engine, whisper, media, vision';
  if (held.length === 2) return { name, state: 'ok', detail: `${helpers}: ${held.join(', ')}` };
  return {
    name,
    state: 'warning',
    detail: `${helpers}: ${held.length === 0 ? 'not confined' : held.join(', ')}`,
    advice:
      'Confined on Linux 5.13 or newer with Landlock and seccomp, under Node 22.15 or newer. See docs/security.md.',
  };
}

async function freeSpace(name: string, folder: string): Promise<DoctorCheck> {
  try {
    const { bavail, bsize } = await statfs(folder);
    const freeBytes = bavail * bsize;
    const detail = `${(freeBytes / 1e9).toFixed(1)} GB free at ${folder}`;
    return freeBytes >= enoughFreeBytes
      ? { name, state: 'ok', detail }
      : { name, state: 'warning', detail, advice: 'Free some space before you ingest more.' };
  } catch (error) {
    return { name, state: 'missing', detail: toAppError(error).message };
  }
}

async function model(models: ModelSource, task: ModelTask): Promise<DoctorCheck> {
  const name = taskNames[task];
  try {
    const installed = await models.require(task);
    const note = installed.starter ? ' (starter set)' : '';
    return { name, state: 'ok', detail: `${installed.name}${note}` };
  } catch (error) {
    const detail = toAppError(error).message;
    // Videos are whole without it.
    if (task === 'see') {
      const advice = 'Optional: it names what is seen in pictures.';
      return { name, state: 'warning', detail, advice };
    }
    const advice = 'Install the starter set: trendroom models install starter';
    return { name, state: 'missing', detail, advice };
  }
}

/** Only links need it. */
async function linkTool(links: Pick<Links, 'inspectTool'>): Promise<DoctorCheck> {
  const name = 'yt-dlp';
  const { source, version, old, file, ageDays, refused } = await links.inspectTool();
  const install = 'Only needed for links. Install it with: trendroom links install';
  if (source === 'missing') {
    const detail = refused ?? 'not found';
    return { name, state: 'warning', detail, advice: install };
  }
  const detail = [
    `${version ?? 'unknown version'}${source === 'app' ? ', installed by Trendroom' : ''}`,
    ...(ageDays === undefined ? [] : [`${ageDays} days old`]),
    ...(file === undefined ? [] : [file.path, ...(file.rights === undefined ? [] : [file.rights])]),
    ...(file === undefined ? [] : [`SHA-256 ${file.sha256}`]),
    ...(refused === undefined ? [] : [refused]),
  ].join(', ');
  if (old) {
    return {
      name,
      state: 'warning',
      detail,
      advice: 'More than 90 days old: trendroom links install',
    };
  }
  if (file?.foreignOwner !== undefined) {
    const advice = `User ${file.foreignOwner} owns it and can change it. Use one of your own: trendroom links install`;
    return { name, state: 'warning', detail, advice };
  }
  return { name, state: refused === undefined ? 'ok' : 'warning', detail };
}

/** pip delivers the starter models where the model hub cannot be reached. */
async function python(): Promise<DoctorCheck> {
  const name = 'Python with pip';
  try {
    const { stdout } = await run('python3', ['-m', 'pip', '--version'], {
      ...{ timeout: 10_000, env: childEnvironment('pip') },
    });
    return { name, state: 'ok', detail: stdout.trim().split(' from ')[0] ?? '' };
  } catch {
    return {
      name,
      state: 'warning',
      detail: 'not found',
      advice: 'Only needed to install models when the model hub cannot be reached.',
    };
  }
}
