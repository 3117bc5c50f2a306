import { CommanderError } from 'commander';
import { exitCodes, printError, toErrorDto } from './output.ts';
import { createProgram } from './program.ts';

/**
 * Runs one command in this process and prints to its standard output.
 * @returns the exit code, which docs/terminal.md documents.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  let exitCode: number = exitCodes.done;
  const program = createProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.done;
      if (json) printError(wrongUse(error.message), true);
      return exitCodes.wrongUse;
    }
    const dto = toErrorDto(error);
    printError(dto, json);
    return dto.code === 'usage.invalid' ? exitCodes.wrongUse : exitCodes.failed;
  }
}

function wrongUse(message: string): ReturnType<typeof toErrorDto> {
  return toErrorDto(Object.assign(new Error(message), { code: 'usage.invalid' }));
}
