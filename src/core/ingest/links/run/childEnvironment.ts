/** What a downloader needs of this process's environment: programs, folders, the user's network. */
const passed =
  /^(?:PATH|HOME|USERPROFILE|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|LANG|LC_ALL|LC_CTYPE|SSL_CERT_FILE|SSL_CERT_DIR)$/i;
const usersProxy = /^(?:HTTPS?|ALL|NO)_PROXY$/i;

/** A small environment of its own, with scratch files in `folder`. */
export function childEnvironment(
  folder: string,
  options: { withUsersProxy: boolean; from?: NodeJS.ProcessEnv },
): Record<string, string> {
  const { withUsersProxy, from = process.env } = options;
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(from)) {
    const isPassed = passed.test(name) || (withUsersProxy && usersProxy.test(name));
    if (value !== undefined && isPassed) own[name] = value;
  }
  return { ...own, TMPDIR: folder, TEMP: folder, TMP: folder, PYTHONUTF8: '1' };
}

/** True when this process was told to go through a proxy. */
export function hasUsersProxy(from: NodeJS.ProcessEnv = process.env): boolean {
  return Object.entries(from).some(
    ([name, value]) => /^(?:HTTPS?|ALL)_PROXY$/i.test(name) && value !== undefined && value !== '',
  );
}
