import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Openapi, openapiSchema } from './openapiDocument.ts';

const describe = fileURLToPath(new URL('../describeAnswers.py', import.meta.url));

/** What the installed vLLM answers, from its own models: `/openapi.json` does not tell. */
export async function answersDocument(python: string): Promise<Openapi> {
  const env = { ...process.env, HF_HUB_OFFLINE: '1', VLLM_NO_USAGE_STATS: '1', DO_NOT_TRACK: '1' };
  const { stdout } = await promisify(execFile)(python, [describe], { env, maxBuffer: 10_000_000 });
  return openapiSchema.parse(JSON.parse(stdout));
}
