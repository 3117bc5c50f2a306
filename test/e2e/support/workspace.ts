import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { modelsFolder } from '../../../src/core/host/index.ts';
import { openBrowser } from './browser.ts';
import { type HostOptions, type RunningHost, runHost } from './runHost.ts';

/** A host on a library of its own with a browser, for one file of tests. */
export interface Workspace {
  folder: string;
  library: string;
  /** Where the host keeps consents on a machine without a keychain. */
  consents: string;
  host: RunningHost;
  browser: Browser;
  /** A page on the host, past its link. What the page complains of ends up in `complaints`. */
  open(): Promise<Page>;
  /** Errors of the page's scripts and breaches of its content security policy. */
  complaints: string[];
  restart(options?: Partial<HostOptions>): Promise<void>;
  close(): Promise<void>;
}

export async function openWorkspace(options: Partial<HostOptions> = {}): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-e2e-'));
  const library = join(folder, 'library');
  const complaints: string[] = [];
  const browser = await openBrowser();
  const env = { XDG_DATA_HOME: folder, TRENDROOM_MODELS: modelsFolder(), ...options.env };
  const workspace: Workspace = {
    folder,
    library,
    consents: join(folder, 'trendroom', 'consents'),
    browser,
    complaints,
    host: await runHost({ library, ...options, env }),
    open: async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (/content security policy/i.test(message.text())) complaints.push(message.text());
      });
      page.on('dialog', (dialog) => {
        complaints.push(`A dialog of a script: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await page.goto(workspace.host.url);
      await page.getByRole('navigation', { name: 'Screens' }).waitFor();
      return page;
    },
    restart: async (changes = {}) => {
      await workspace.host.stop();
      workspace.host = await runHost({
        ...{ library, ...options, ...changes },
        env: { ...env, ...changes.env },
      });
    },
    close: async () => {
      await browser.close();
      await workspace.host.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return workspace;
}
