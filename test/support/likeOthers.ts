/**
 * The command line that runs `command` with no more rights to files than their modes give. Root
 * may read and write everything; on Linux `setpriv` (util-linux) takes just that from the one
 * process and its children, which remain root's otherwise, so that they still find a program
 * that lies in root's own folders. Where there is no setpriv the command fails to start, and so
 * does the test.
 */
export function likeOthers(command: string, ...args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, args];
  const without = '-dac_override,-dac_read_search';
  return ['setpriv', ['--bounding-set', without, '--inh-caps', without, command, ...args]];
}
