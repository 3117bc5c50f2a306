// failedFiles.mjs REPORT: prints the files of a vitest JSON report in which something failed, one
// a line; nothing where they are so many that trying again would tell nothing.
import { readFileSync } from 'node:fs';

const mostToTryAgain = 4;
const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const failed = testResults
  .filter(
    ({ status, assertionResults }) =>
      status === 'failed' || assertionResults.some((result) => result.status === 'failed'),
  )
  .map(({ name }) => `${name}\n`);
if (failed.length <= mostToTryAgain) process.stdout.write(failed.join(''));
