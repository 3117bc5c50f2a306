import { runCommandLine } from '../../src/cli/runCommandLine.ts';

/** What a command printed, and the code that its process would have ended with. */
export interface CommandResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** The command before: standard output and the environment belong to one command at a time. */
let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs a command of the terminal in this process, which saves the second that a process takes to
 * load the program. Commands that run at the same time take turns; one that must run beside
 * another needs a process of its own.
 */
export function runInProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const result = previous.then(() => capture(args, environment));
  previous = result.catch(() => undefined);
  return result;
}

async function capture(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const printed = { stdout: '', stderr: '' };
  using restore = new DisposableStack();
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name];
    const write = stream.write;
    stream.write = (text: Uint8Array | string) => {
      printed[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
      return true;
    };
    restore.defer(() => {
      stream.write = write;
    });
  }
  for (const [name, value] of Object.entries(environment)) {
    const before = process.env[name];
    process.env[name] = value;
    restore.defer(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
  return { exitCode: await runCommandLine(args), ...printed };
}
