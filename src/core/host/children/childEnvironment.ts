/** What any program needs: programs, folders, language, time zone, the user's own authorities. */
const common =
  /^(?:PATH|HOME|USERPROFILE|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES(?:\(X86\))?|TMPDIR|TEMP|TMP|LANG|LANGUAGE|LC_[A-Z]+|TZ|SSL_CERT_(?:FILE|DIR)|XDG_(?:CACHE|CONFIG|DATA)_HOME)$/i;
/** Of processes of our own: how Node runs them, and where native libraries find a GPU. */
const ours =
  /^(?:NODE_(?:OPTIONS|COMPILE_CACHE|EXTRA_CA_CERTS|USE_SYSTEM_CA|V8_COVERAGE)|TRENDROOM_DEBUG|(?:DY)?LD_LIBRARY_PATH|(?:CUDA|GGML|HIP|HSA|NVIDIA|OMP|ROCR|VK)_\w+)$/i;
const proxies = /^(?:HTTPS?|ALL|NO)_PROXY$/i;
/** How pip reaches its index. */
const pip = /^(?:PIP_\w+|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/i;
/** Where other programs keep their models, which a scan looks for, and where models come from. */
const modelFolders = /^(?:OLLAMA_MODELS|HF_HOME|HF_HUB_CACHE|HF_ENDPOINT|NPM_CONFIG_REGISTRY)$/i;
/** What shows a window to the person at this machine. */
const desktop =
  /^(?:DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|XDG_\w+|DESKTOP_SESSION|BROWSER|USER|LOGNAME|(?:GDK|GNOME|GTK|KDE|MOZ|QT)_\w+)$/i;

const needed = {
  /** Native libraries on files: no network. */
  worker: [ours],
  /** It reaches servers, and starts the others. */
  core: [ours, proxies, pip, modelFolders],
  /** A program of somebody else's, on what it is given. */
  tool: [],
  /** The same, through the user's proxy. */
  proxiedTool: [proxies],
  pip: [proxies, pip],
  window: [desktop, proxies],
} as const satisfies Record<string, readonly RegExp[]>;

export type ChildPurpose = keyof typeof needed;

/**
 * The environment of every program that is started: only names that its purpose needs, so that
 * keys and passwords of the user's shell stay in the process that was given them. `own` is added.
 */
export function childEnvironment(
  purpose: ChildPurpose,
  own: Readonly<Record<string, string>> = {},
  from: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const passed: readonly RegExp[] = [common, ...needed[purpose]];
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(from)) {
    if (value !== undefined && passed.some((names) => names.test(name))) environment[name] = value;
  }
  return { ...environment, ...own };
}
