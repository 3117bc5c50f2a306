import { exec } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * Checks the types of every environment: Node (`src`), neither Node nor DOM (`src/contract`), DOM
 * (`src/renderer`, `src/preload`), and both, for tests and scripts (the root). As many at a time
 * as there are cores, each from where it was left: only what changed is checked again.
 */
const projects = ['.', 'src', 'src/renderer', 'src/contract', 'src/preload', 'hub'];
const root = fileURLToPath(new URL('..', import.meta.url));

/** What the compiler says of a project; empty when its types are right. */
function check(project: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // npm puts the compiler on the path, and a shell finds it there on every system.
    exec(`tsc --noEmit --project ${project}`, { cwd: root }, (error, stdout, stderr) => {
      if (error === null) resolve('');
      else if (stdout === '') reject(new Error(`tsc failed for ${project}: ${stderr}`));
      else resolve(`${project}:\n${stdout}`);
    });
  });
}

const waiting = [...projects];
async function checkWaiting(): Promise<void> {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    const faults = await check(project);
    if (faults === '') continue;
    process.stdout.write(faults);
    process.exitCode = 1;
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, checkWaiting));
