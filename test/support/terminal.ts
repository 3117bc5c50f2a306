import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { likeOthers } from './likeOthers.ts';

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface Run {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  /** Standard output as JSON, a value a line. */
  lines: unknown[];
}

/** The terminal as a user has it: a process of its own on a library of its own. */
export class Terminal {
  readonly folder: string;
  readonly library: string;
  readonly #environment: NodeJS.ProcessEnv;

  private constructor(folder: string, library: string, environment: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.library = library;
    this.#environment = { ...process.env, ...environment };
  }

  /** Without models unless the environment names a folder that has some. */
  static async open(options: { models?: string; library?: string } = {}): Promise<Terminal> {
    const folder = await mkdtemp(join(tmpdir(), 'trendroom-terminal-'));
    const models = options.models ?? join(folder, 'models');
    const library = options.library ?? join(folder, 'library');
    return new Terminal(folder, library, { TRENDROOM_MODELS: models });
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
    const command = likeOthers(process.execPath, program, '--library', this.library, ...args);
    return spawn(...command, {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs a command to its end. */
  async run(...args: string[]): Promise<Run> {
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
