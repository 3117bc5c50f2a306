import { keepFilesPrivate } from '../core/base/index.ts';
import { exitCodes } from './output.ts';
import { reportFaults } from './reportFaults.ts';
import { runCommandLine } from './runCommandLine.ts';

keepFilesPrivate();
// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.failed);
});
reportFaults({ json: process.argv.includes('--json') });
process.exitCode = await runCommandLine(process.argv.slice(2));
