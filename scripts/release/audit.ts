/**
 * `npm run audit` asks the registry for known vulnerabilities of what a release holds, and fails for
 * high ones. A registry that cannot tell is no failure of ours, and no answer either: that is said.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const level = 'high';
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', `--audit-level=${level}`, '--json'], {
  cwd: join(import.meta.dirname, '../..'),
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const answer = read(stdout);
if (answer?.metadata === undefined) {
  process.stdout.write(
    '#### NOT AUDITED: the registry does not answer questions about vulnerabilities.\n' +
      '#### Run `npm run audit` where it does before a release.\n',
  );
} else {
  const { vulnerabilities } = answer.metadata;
  process.stdout.write(`known vulnerabilities: ${JSON.stringify(vulnerabilities)}\n`);
  if (vulnerabilities.high + vulnerabilities.critical > 0) {
    process.stdout.write('See them with: npm audit --omit=dev\n');
    process.exitCode = 1;
  }
}

interface AuditAnswer {
  metadata?: { vulnerabilities: { high: number; critical: number } };
}

function read(text: string): AuditAnswer | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
