import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { terminalCommand } from '../../scripts/programs.mjs';
import { copyTemplateDatabase } from '../../src/core/db/testing/templateDatabase.ts';
import { likeOthers } from './likeOthers.ts';
import { type CommandResult, runInProcess } from './runInProcess.ts';

export interface Run extends CommandResult {
  /** Standard output as JSON, a value a line. */
  lines: unknown[];
}

/**
 * The terminal on a library of its own. Commands run in this process, which is many times faster;
 * `runProcess` and `start` run the program as a user does, where the process itself matters.
 */
export class Terminal {
  readonly folder: string;
  readonly library: string;
  readonly #environment: Record<string, string>;

  private constructor(folder: string, library: string, environment: Record<string, string>) {
    this.folder = folder;
    this.library = library;
    this.#environment = environment;
  }

  /** Without models unless the environment names a folder that has some. */
  static async open(options: { models?: string; library?: string } = {}): Promise<Terminal> {
    const folder = await mkdtemp(join(tmpdir(), 'trendroom-terminal-'));
    const models = options.models ?? join(folder, 'models');
    const library = options.library ?? join(folder, 'library');
    if (options.library === undefined) copyTemplateDatabase(library);
    // Consents of a machine without a keychain are not those of whoever runs the tests.
    const environment = { TRENDROOM_MODELS: models, XDG_DATA_HOME: dirname(library) };
    return new Terminal(folder, library, environment);
  }

  /** The commands' consents where there is no keychain, for an app in this process. */
  get consents(): string {
    return join(dirname(this.library), 'trendroom', 'consents');
  }

  /** An environment variable of all later commands. */
  give(name: string, value: string): void {
    this.#environment[name] = value;
  }

  /**
   * Starts a command; the process is the program itself, so that killing it kills it. Like any
   * user it reads only what files let it read, also when root runs the tests.
   */
  start(...args: string[]): ChildProcess {
    const command = likeOthers(
      process.execPath,
      ...terminalCommand,
      '--library',
      this.library,
      ...args,
    );
    return spawn(...command, {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs a command to its end, in this process. */
  async run(...args: string[]): Promise<Run> {
    const result = await runInProcess(['--library', this.library, ...args], this.#environment);
    return { ...result, lines: jsonLines(result.stdout) };
  }

  /** Runs a command to its end as a process of its own, with a user's rights to files. */
  async runProcess(...args: string[]): Promise<Run> {
    const child = this.start(...args);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode, stdout, stderr, lines: jsonLines(stdout) };
  }

  /** Runs a command with `--json` and returns its one document. */
  async json<Document>(...args: string[]): Promise<Document> {
    const { lines, stdout, stderr } = await this.run('--json', ...args);
    if (lines.length !== 1) throw new Error(`not one document: ${stdout}${stderr}`);
    return lines[0] as Document;
  }

  close(): Promise<void> {
    // A helper process of a killed run may write for a moment longer.
    return rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function jsonLines(stdout: string): unknown[] {
  try {
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
