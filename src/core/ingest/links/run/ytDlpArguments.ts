/** What every run of yt-dlp shares. */
export interface YtDlpSettings {
  /** Absolute path of a cookies file in Netscape's format. */
  cookiesFile: string | undefined;
  /** Program that runs the JavaScript that some sites want. */
  jsRuntime: string | undefined;
}

/** Seconds without a byte until yt-dlp itself gives a connection up and tries again. */
const socketTimeoutSeconds = 20;

/**
 * The arguments that come before what a run is for: no configuration, no plugins, no programs
 * started, no cache, nothing asked of a person. Names and options as of yt-dlp 2026.10.
 */
export function ytDlpArguments({ cookiesFile, jsRuntime }: YtDlpSettings): string[] {
  const args = ['--ignore-config', '--no-plugin-dirs', '--no-exec', '--no-cache-dir'];
  args.push('--no-remote-components', '--no-colors', '--no-warnings', '--encoding', 'utf-8');
  args.push('--socket-timeout', `${socketTimeoutSeconds}`, '--retries', '3');
  args.push('--fragment-retries', '3', '--extractor-retries', '2', '--abort-on-error');
  args.push('--no-mtime', '--no-write-comments', '--no-write-playlist-metafiles');
  if (cookiesFile !== undefined) args.push('--cookies', cookiesFile);
  if (jsRuntime !== undefined) args.push('--js-runtimes', `node:${jsRuntime}`);
  return args;
}
