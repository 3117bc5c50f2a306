import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { DoctorCheck, ModelTask } from '../../contract/index.ts';
import { toAppError } from '../base/index.ts';
import type { Host } from '../host/index.ts';
import type { ModelSource } from '../inference/index.ts';
import type { Links } from '../ingest/index.ts';

const run = promisify(execFile);

/** Below this an ingest or a model download is likely to fill the disk. */
const enoughFreeBytes = 5e9;

const taskNames: Record<ModelTask, string> = {
  transcribe: 'speech model',
  embed: 'embedding model',
  generate: 'language model',
};

/** What is installed and what is missing, looked up now; a check that fails is a finding. */
export async function doctor(
  host: Host,
  models: ModelSource,
  links: Pick<Links, 'tool'>,
): Promise<DoctorCheck[]> {
  const tasks = Object.keys(taskNames) as ModelTask[];
  return [
    nodeVersion(),
    ...(await Promise.all([
      freeSpace('library disk', host.paths.library),
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
    const advice = 'Install the starter set: trendroom models install starter';
    return { name, state: 'missing', detail: toAppError(error).message, advice };
  }
}

/** Only links need it. */
async function linkTool(links: Pick<Links, 'tool'>): Promise<DoctorCheck> {
  const name = 'yt-dlp';
  const { source, version, old } = await links.tool();
  const install = 'Only needed for links. Install it with: trendroom links install';
  if (source === 'missing') return { name, state: 'warning', detail: 'not found', advice: install };
  const detail = `${version ?? 'unknown version'}${source === 'app' ? ', installed by Trendroom' : ''}`;
  return old
    ? { name, state: 'warning', detail, advice: 'More than 90 days old: trendroom links install' }
    : { name, state: 'ok', detail };
}

/** pip delivers the starter models where the model hub cannot be reached. */
async function python(): Promise<DoctorCheck> {
  const name = 'Python with pip';
  try {
    const { stdout } = await run('python3', ['-m', 'pip', '--version'], { timeout: 10_000 });
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
