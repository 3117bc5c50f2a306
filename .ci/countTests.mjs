// countTests.mjs SUITE REPORT SECOND FAILURES UNSTEADY: prints "passed failed skipped" of a vitest
// JSON report. SECOND is the report of the failed files' second try, if there was one: what passes
// there counts as passed and is named in UNSTEADY; what fails there, too, is named in FAILURES.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

const [suite, reportPath, secondPath, failuresPath, unsteadyPath] = process.argv.slice(2);
const counted = { passed: 0, failed: 0, skipped: 0 };
const second = new Map(existsSync(secondPath) ? filesOf(secondPath) : []);
for (const [name, first] of filesOf(reportPath)) {
  const last = second.get(name) ?? first;
  const failed = failuresOf(last);
  const passed = last.assertionResults.filter(({ status }) => status === 'passed').length;
  counted.passed += passed;
  counted.failed += failed.length;
  counted.skipped += Math.max(0, last.assertionResults.length - passed - failed.length);
  note(failuresPath, name, failed);
  if (failed.length === 0) note(unsteadyPath, name, failuresOf(first));
}
process.stdout.write(`${counted.passed} ${counted.failed} ${counted.skipped}\n`);

function filesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).testResults.map((file) => [file.name, file]);
}

/** A file that could not be loaded, or whose hooks failed, is one failure. */
function failuresOf(file) {
  const failed = file.assertionResults.filter(({ status }) => status === 'failed');
  return failed.length === 0 && file.status === 'failed'
    ? [{ fullName: 'the file', failureMessages: [file.message] }]
    : failed;
}

function note(path, name, failures) {
  for (const { fullName, failureMessages } of failures) {
    const lines = failureMessages.join('\n').split('\n').slice(0, 12).join('\n  ');
    appendFileSync(path, `${suite}: ${name} > ${fullName}\n  ${lines}\n`);
  }
}
