import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { tokenizerTexts } from '../test/support/tokenizerTexts.ts';
import { routesOfFile } from './models/routesOfFile.ts';

/**
 * `node scripts/run.mjs scripts/compareTokenizers.ts MODEL.gguf LLAMA_SERVER [COUNT]` compares
 * `/tokenize` and `/detokenize`, and how many tokens the engine itself reads, with a llama-server of
 * the same file, on texts that tokenizers stumble over. Prints the counts and the first that differ;
 * exit code 1 when one does.
 */
const [file = '', server = '', given = '10000'] = process.argv.slice(2);
const seed = 20261129;
/** The engine is asked to read only so many: it computes nothing of the others. */
const readCount = 100;

type Ask = (path: string, body: object) => Promise<unknown>;
const tokensSchema = z.object({ tokens: z.array(z.number()) });
const usageSchema = z.object({ usage: z.object({ prompt_tokens: z.number() }) });

async function parsed(path: string, response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
}

const counts = new Map<string, { same: number; other: number }>();

function compare(what: string, ours: unknown, theirs: unknown, text: string): void {
  const count = counts.get(what) ?? { same: 0, other: 0 };
  counts.set(what, count);
  if (JSON.stringify(ours) === JSON.stringify(theirs)) {
    count.same++;
    return;
  }
  count.other++;
  if (count.other > 5) return;
  const shown = { text, ours, theirs };
  process.stdout.write(`${what}: ${JSON.stringify(shown).slice(0, 1_000)}\n`);
}

async function compareAll(ours: Ask, theirs: Ask): Promise<void> {
  for (const [index, text] of tokenizerTexts(Number(given), seed).entries()) {
    const own = tokensSchema.parse(await ours('/tokenize', { prompt: text })).tokens;
    const whole = { content: text, add_special: true, parse_special: false };
    const { tokens } = tokensSchema.parse(await theirs('/tokenize', whole));
    compare('tokens', own, tokens, text);
    const bare = { content: text, add_special: false, parse_special: false };
    const { tokens: written } = tokensSchema.parse(await theirs('/tokenize', bare));
    if (written.length > 0) {
      const { prompt } = z
        .object({ prompt: z.string() })
        .parse(await ours('/detokenize', { tokens: written }));
      const { content } = z
        .object({ content: z.string() })
        .parse(await theirs('/detokenize', { tokens: written }));
      compare('text of the tokens', prompt, content, text);
    }
    if (index >= readCount) continue;
    const asked = { prompt: text, max_tokens: 0, echo: true };
    const { usage } = usageSchema.parse(await ours('/v1/completions', asked));
    compare('tokens that the engine reads', usage.prompt_tokens, tokens.length, text);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const options = ['--host', '127.0.0.1', '--port', String(port), '-c', '512', '-np', '1', '-t', '1'];
const child = spawn(resolve(server), ['-m', resolve(file), ...options, '--no-webui'], {
  stdio: 'ignore',
});
const ended = once(child, 'exit');
const { routes, dispose } = await routesOfFile(resolve(file));
try {
  for (let tries = 0; ; tries++) {
    const isReady = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) break;
    if (tries > 240 || child.exitCode !== null) throw new Error('llama-server did not start.');
    await sleep(500);
  }
  const post = (body: object) => ({
    ...{ method: 'POST', body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json' },
  });
  await compareAll(
    async (path, body) =>
      parsed(path, await routes(new Request(`http://127.0.0.1${path}`, post(body)))),
    async (path, body) => parsed(path, await fetch(`${url}${path}`, post(body))),
  );
} finally {
  child.kill();
  await ended;
  await dispose();
}
for (const [what, { same, other }] of counts) {
  process.stdout.write(`${what}: ${same} the same, ${other} not\n`);
  if (other > 0) process.exitCode = 1;
}
