import { spawn } from 'node:child_process';
import { childEnvironment } from '../../../host/index.ts';

/** Ends a process and all that it started, at once. Nothing happens when it is gone. */
export function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const options = { stdio: 'ignore', windowsHide: true, env: childEnvironment('tool') } as const;
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], options).on('error', () => {});
    return;
  }
  try {
    // It leads its own group.
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
