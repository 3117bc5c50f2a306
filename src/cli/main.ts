import { exitCodes } from './output.ts';
import { runCommandLine } from './runCommandLine.ts';

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.failed);
});
process.exitCode = await runCommandLine(process.argv.slice(2));
