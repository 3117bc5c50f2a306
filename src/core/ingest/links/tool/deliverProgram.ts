import { createHash } from 'node:crypto';
import { chmod, open } from 'node:fs/promises';
import { arch } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../base/index.ts';
import type { DeliveredTool } from './deliveredTool.ts';
import { isSigned } from './isSigned.ts';

export interface ProgramDelivery {
  /** An empty folder. */
  target: string;
  /** Where the publisher's files are, without a slash at the end. */
  releases: string;
  /** The key that its list of hashes must be signed with, in OpenPGP's armoured form. */
  armoredKey: string;
  signal: AbortSignal | undefined;
}

/** The largest of the publisher's programs is about 40 MB. */
const maxBytes = 200_000_000;
const maxListBytes = 1_000_000;
const patienceMs = 10 * 60_000;

/** The publisher's own program, checked against its file SHA2-256SUMS, which it has signed. */
export async function deliverProgram(delivery: ProgramDelivery): Promise<DeliveredTool> {
  const { target, releases, armoredKey } = delivery;
  const name = programName();
  const timeout = AbortSignal.timeout(patienceMs);
  const signal =
    delivery.signal === undefined ? timeout : AbortSignal.any([delivery.signal, timeout]);
  const sums = await bytesOf(`${releases}/SHA2-256SUMS`, signal);
  const signature = await bytesOf(`${releases}/SHA2-256SUMS.sig`, signal);
  if (!(await isSigned(sums, { signature, armoredKey }))) {
    throw new AppError(
      'link.failed',
      'The publisher’s list of hashes is not signed with its key. Nothing was installed.',
    );
  }
  const expected = new TextDecoder()
    .decode(sums)
    .split('\n')
    .map((line) => /^([0-9a-f]{64}) [ *](\S+)$/.exec(line.trim()))
    .find((match) => match?.[2] === name)?.[1];
  if (expected === undefined) {
    throw new AppError('link.failed', `The publisher does not list ${name}.`);
  }
  const program = join(target, process.platform === 'win32' ? 'yt-dlp.exe' : 'yt-dlp');
  const sha256 = await save(await get(`${releases}/${name}`, signal), program);
  if (sha256 !== expected) {
    throw new AppError('link.failed', `${name} has the wrong SHA-256 ${sha256}.`);
  }
  await chmod(program, 0o755);
  return { program, prefix: [], sha256 };
}

function programName(): string {
  switch (process.platform) {
    case 'win32':
      return 'yt-dlp.exe';
    case 'darwin':
      return 'yt-dlp_macos';
    default:
      return arch() === 'arm64' ? 'yt-dlp_linux_aarch64' : 'yt-dlp_linux';
  }
}

/** A list or a signature: a few kilobytes. */
async function bytesOf(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await get(url, signal);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxListBytes) throw new AppError('link.failed', `${url} is too large.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function get(url: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    const message = `${new URL(url).host} cannot be reached.`;
    throw new AppError('network.unavailable', message, { cause: error });
  }
  if (!response.ok) throw new AppError('link.failed', `${url} answered ${response.status}.`);
  return response;
}

async function save(response: Response, path: string): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  await using file = await open(path, 'wx');
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new AppError('link.failed', 'The program is too large.');
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  return hash.digest('hex');
}
