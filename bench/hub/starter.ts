import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { freePort } from '../../scripts/team/freePort.ts';

const root = join(import.meta.dirname, '../..');
// Within the project, so that it finds the same Next.js, and where Git does not look.
const folder = join(root, 'out/hub-starter');
const nextProgram = createRequire(join(root, 'hub/package.json')).resolve('next/dist/bin/next');
const environment = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
const startMs = 30_000;

/** A page of paragraphs; `dynamic` has it rendered for each request, as the hub's pages are. */
const page = (isDynamic: boolean): string => `
${isDynamic ? "import { connection } from 'next/server';" : ''}
export default async function Page() {
  ${isDynamic ? 'await connection();' : ''}
  const lines = Array.from({ length: 20 }, (_, at) => <p key={at}>To get started, edit the page: {at}.</p>);
  return <main><h1>Create Next App</h1>{lines}</main>;
}`;

export interface Starter {
  /** Prerendered, and rendered for each request. */
  staticUrl: string;
  dynamicUrl: string;
  stop(): Promise<void>;
}

/** A plain Next.js app with a static page and one that is rendered for each request, built and started. */
export async function startStarter(): Promise<Starter> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'app/dynamic'), { recursive: true });
  const layout =
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }';
  const files: Readonly<Record<string, string>> = {
    'package.json': '{"name":"hub-starter","private":true,"type":"module"}',
    'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(root)} } };`,
    'app/layout.jsx': layout,
    'app/page.jsx': page(false),
    'app/dynamic/page.jsx': page(true),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const build = spawn(process.execPath, [nextProgram, 'build'], {
    ...{ cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'inherit'] },
  });
  const code = await new Promise((resolve) => build.on('exit', resolve));
  if (code !== 0) throw new Error('The starter was not built; its words are above.');
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [nextProgram, 'start', '--hostname', '127.0.0.1', '--port', `${port}`],
    { cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const origin = `http://127.0.0.1:${port}`;
  const deadlineMs = Date.now() + startMs;
  while (!(await fetch(origin).catch(() => undefined))?.ok) {
    if (Date.now() > deadlineMs) throw new Error('The starter does not answer.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    staticUrl: `${origin}/`,
    dynamicUrl: `${origin}/dynamic`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
