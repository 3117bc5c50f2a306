import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const roles = z.object({
  chat: z.url(),
  embedding: z.url(),
  vision: z.url(),
  transcription: z.url(),
  rerank: z.url(),
});
export type ServerRole = keyof z.infer<typeof roles>;

const controlUrl = given('TRENDROOM_TEST_VLLM_CONTROL_URL');
const urls = roles.parse(JSON.parse(given('TRENDROOM_TEST_VLLM_URLS')));

/** The real servers that `npm run test:team` starts; those of vLLM may still be starting. */
export const servers = {
  postgresUrl: given('TRENDROOM_TEST_POSTGRES_URL'),
  chatUrl: urls.chat,
  embeddingUrl: urls.embedding,
  visionUrl: urls.vision,
  transcriptionUrl: urls.transcription,
  rerankUrl: urls.rerank,
  key: given('TRENDROOM_TEST_VLLM_KEY'),
};

/** How long servers may take to start, one after another, beside other work. */
export const startMs = 600_000;

/** Waits until these servers answer. Vitest's own timeout ends it: give the hook {@link startMs}. */
export async function serversReady(...wanted: readonly ServerRole[]): Promise<void> {
  for (const role of wanted) {
    await fetch(`${controlUrl}/${role}`, { method: 'POST' });
  }
  for (const role of wanted) {
    while ((await fetch(`${urls[role]}/health`).catch(() => undefined))?.ok !== true) {
      await sleep(250);
    }
  }
}

/** Ends a server that no later file needs: the machine holds few of them at a time. */
export async function serverDone(role: ServerRole): Promise<void> {
  await fetch(`${controlUrl}/${role}`, { method: 'DELETE' });
}

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run npm run test:team.`);
  return value;
}
