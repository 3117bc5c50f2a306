/** True when this process was told to go through a proxy. */
export function hasUsersProxy(from: NodeJS.ProcessEnv = process.env): boolean {
  return Object.entries(from).some(
    ([name, value]) => /^(?:HTTPS?|ALL)_PROXY$/i.test(name) && value !== undefined && value !== '',
  );
}
