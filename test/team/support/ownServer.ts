import type { RunningServer } from '../../../scripts/team/postgres.ts';
import { installVllm } from '../../../scripts/team/tools.ts';
import { modelFolders, startVllm, type TestModel } from '../../../scripts/team/vllm.ts';

/** How long a server may take to start beside other work on the same processors. */
export const startMs = 320_000;
export const ownServerKey = 'kinds-test-key';

export type OwnRole = Exclude<TestModel, 'chat' | 'embedding'>;

/**
 * A vLLM of one file of tests: those that see, hear and rank are started one after another, as two
 * processors start no three at once.
 */
export async function startOwnServer(role: OwnRole, options: string[]): Promise<RunningServer> {
  const python = await installVllm();
  const model = (await modelFolders(python))[role];
  return startVllm({ python, model, servedName: `tiny-${role}`, key: ownServerKey, options });
}
