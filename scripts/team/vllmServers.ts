import { createServer } from 'node:http';
import { freePort } from './freePort.ts';
import type { RunningServer } from './postgres.ts';
import { type modelFolders, startVllm, type TestModel } from './vllm.ts';

/** Random weights would write spaces until the limit, wherever JSON allows them. */
const structuredOutputs = [
  '--structured-outputs-config',
  '{"backend":"xgrammar","disable_any_whitespace":true}',
];
const optionsOf: Record<TestModel, readonly string[]> = {
  transcription: [],
  vision: [
    ...['--max-model-len', '1024', '--limit-mm-per-prompt', '{"image":4,"video":1}'],
    ...structuredOutputs,
  ],
  chat: ['--max-model-len', '2048', '--scheduling-policy', 'priority', ...structuredOutputs],
  embedding: ['--runner', 'pooling', '--max-model-len', '512'],
  rerank: ['--runner', 'pooling', '--max-model-len', '512'],
};
/** Each takes two to three gigabytes. */
const maxRunning = 3;

export interface VllmServers {
  /** Where each will answer, known before it does. */
  urls: Record<TestModel, string>;
  /**
   * `POST` of a role's name on this URL starts its server before those that nobody waits for;
   * `DELETE` ends it, once nobody needs it.
   */
  controlUrl: string;
  /** Rejects when one of them does not start. */
  started: Promise<void>;
  stop(): Promise<void>;
}

/**
 * A real vLLM for each role, in this order, one after another: each spends its start importing, on
 * one processor, while tests that need none of them run on the other. Tests wait for theirs; what
 * they wait for comes first, in the place of one that nobody has asked for.
 */
export async function startVllmServers(
  python: string,
  models: Awaited<ReturnType<typeof modelFolders>>,
  key: string,
): Promise<VllmServers> {
  const ports: Record<TestModel, number> = {
    transcription: await freePort(),
    vision: await freePort(),
    chat: await freePort(),
    embedding: await freePort(),
    rerank: await freePort(),
  };
  const roles: readonly TestModel[] = ['transcription', 'vision', 'chat', 'embedding', 'rerank'];
  const pending = new Set<TestModel>(roles);
  const wanted = new Set<string>();
  const running = new Map<string, RunningServer>();
  const starting = new AbortController();
  let onChange = (): void => {};
  const end = async (role: string): Promise<void> => {
    const server = running.get(role);
    running.delete(role);
    await server?.stop();
    onChange();
  };
  const want = (role: string): void => {
    wanted.add(role);
    onChange();
  };
  const control = createServer((request, response) => {
    const role = (request.url ?? '').slice(1);
    if (request.method === 'POST') want(role);
    void (request.method === 'DELETE' ? end(role) : Promise.resolve()).then(() => response.end());
  });
  const controlPort = await freePort();
  control.listen(controlPort, '127.0.0.1');

  const start = async (role: TestModel): Promise<void> => {
    const startedAtMs = performance.now();
    const server = await startVllm({
      ...{ python, model: models[role], servedName: `tiny-${role}`, key, port: ports[role] },
      ...{ options: optionsOf[role], signal: starting.signal },
    });
    running.set(role, server);
    const seconds = Math.round((performance.now() - startedAtMs) / 1_000);
    process.stdout.write(`The vLLM server for ${role} was ready after ${seconds} s.\n`);
  };
  /** Waits for room. A server that nobody has asked for makes it, for one that somebody has. */
  const nextRole = async (): Promise<TestModel | undefined> => {
    while (!starting.signal.aborted) {
      const asked = [...pending].find((role) => wanted.has(role));
      const idle = [...running.keys()].find((role) => !wanted.has(role));
      if (running.size < maxRunning) return asked ?? [...pending][0];
      if (asked !== undefined && idle !== undefined) {
        const role = roles.find((other) => other === idle);
        await end(idle);
        if (role !== undefined) pending.add(role);
        return asked;
      }
      await new Promise<void>((resolve) => {
        onChange = resolve;
      });
    }
    return undefined;
  };
  const startAll = async (): Promise<void> => {
    for (let role = await nextRole(); role !== undefined; role = await nextRole()) {
      pending.delete(role);
      await start(role);
    }
  };
  const urlOf = (port: number): string => `http://127.0.0.1:${port}`;
  const started = startAll();
  return {
    urls: {
      chat: urlOf(ports.chat),
      embedding: urlOf(ports.embedding),
      vision: urlOf(ports.vision),
      transcription: urlOf(ports.transcription),
      rerank: urlOf(ports.rerank),
    },
    controlUrl: urlOf(controlPort),
    started,
    stop: async () => {
      starting.abort();
      onChange();
      for (const role of [...running.keys()]) await end(role);
      await started.catch(() => undefined);
      for (const role of [...running.keys()]) await end(role);
      control.close();
    },
  };
}
