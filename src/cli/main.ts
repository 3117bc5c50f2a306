import { CommanderError } from 'commander';
import { exitCodes, printError, toErrorDto } from './output.ts';
import { createProgram } from './program.ts';

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.failed);
});
process.exitCode = await runCommandLine(process.argv.slice(2));

/** Runs one command; the returned exit code is documented in docs/terminal.md. */
async function runCommandLine(args: string[]): Promise<number> {
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
