// countTests.mjs SUITE REPORT FAILURES: prints "passed failed skipped" of a vitest JSON report and
// appends each failure's name and first lines to FAILURES, so that the log's end tells what broke.
import { appendFileSync, readFileSync } from 'node:fs';

const [suite, reportPath, failuresPath] = process.argv.slice(2);
const report = JSON.parse(readFileSync(reportPath, 'utf8'));
for (const file of report.testResults) {
  const failed = file.assertionResults.filter((result) => result.status === 'failed');
  for (const result of failed) note(file.name, result.fullName, result.failureMessages.join('\n'));
  if (failed.length === 0 && file.status === 'failed') note(file.name, 'the file', file.message);
}
process.stdout.write(
  `${report.numPassedTests} ${report.numFailedTests} ${report.numPendingTests}\n`,
);

function note(file, test, message) {
  const lines = message.split('\n').slice(0, 12).join('\n  ');
  appendFileSync(failuresPath, `${suite}: ${file} > ${test}\n  ${lines}\n`);
}
