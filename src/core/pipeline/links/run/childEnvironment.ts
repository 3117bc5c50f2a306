/** What a downloader needs of this process's environment: programs, folders, the user's network. */
const passed =
  /^(?:PATH|HOME|USERPROFILE|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|LANG|LC_ALL|LC_CTYPE|SSL_CERT_FILE|SSL_CERT_DIR|(?:HTTPS?|ALL|NO)_PROXY)$/i;

/** A small environment of its own, with scratch files in `folder`. */
export function childEnvironment(
  folder: string,
  from: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(from)) {
    if (value !== undefined && passed.test(name)) own[name] = value;
  }
  return { ...own, TMPDIR: folder, TEMP: folder, TMP: folder, PYTHONUTF8: '1' };
}
