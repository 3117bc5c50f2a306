/**
 * Whether a request's target can only be read in one way: a path from the root in printable
 * ASCII, no whole address, no part that is empty, `.` or `..` or hides a separator or a control
 * character behind percent signs. The query is data and may hold any of these.
 */
export function isPlainTarget(target: string): boolean {
  if (!/^\/[!-~]*$/.test(target) || target.includes('#')) return false;
  const [path = ''] = target.split('?', 1);
  if (path.includes('//')) return false;
  return path.split('/').every(isPlainPart);
}

function isPlainPart(part: string): boolean {
  try {
    const decoded = decodeURIComponent(part);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
    return !/^\.{1,2}$|[\\/\u0000-\u001f\u007f]/.test(decoded);
  } catch {
    return false;
  }
}
