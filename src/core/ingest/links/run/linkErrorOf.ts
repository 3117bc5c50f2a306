import type { ErrorCode } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';

export interface LinkFailure {
  /** What yt-dlp wrote to its error stream. */
  stderr: string;
  /** True when the tool is older than platforms usually stay the same. */
  old: boolean;
}

/**
 * Which of our codes a message means, first match first. The wordings are those of yt-dlp
 * 2026.10 (its extractors and `utils`) and of the HTTP status that it quotes.
 */
const queryEmbeddings: readonly (readonly [ErrorCode, RegExp])[] = [
  ['disk.full', /No space left on device|Disk quota exceeded|not enough space on the disk/i],
  ['link.rateLimited', /HTTP Error 429|Too Many Requests|rate.?limit|try again later/i],
  [
    'link.region',
    /geo.?(?:restrict|block)|in your (?:location|country|region|area)|HTTP Error 451/i,
  ],
  [
    'link.unsupported',
    /Unsupported URL|No video formats found|is not a valid URL|No connection adapters|file:\/\/ (?:scheme|URLs)/i,
  ],
  ['link.private', /\bprivate\b|do not have permission/i],
  [
    'link.signIn',
    /sign.?in\b|log.?in\b|log into|logged.?in|registered users|--cookies|--username|members.?only|age.?restrict|HTTP Error 401|premium|subscri(?:ber|ption)/i,
  ],
  ['link.private', /HTTP Error 403/],
  [
    'network.unavailable',
    /timed? ?out|Connection (?:refused|reset|aborted)|Name or service not known|getaddrinfo|nodename nor servname|name resolution|Failed to resolve|Network is unreachable|Remote end closed|IncompleteRead|more expected|EOF occurred|HTTP Error 5\d\d|Did not get any data blocks|Downloaded \d+ bytes/i,
  ],
  [
    'link.removed',
    /HTTP Error 4(?:04|10)|removed|deleted|terminated|no longer (?:available|exists)|does(?:n't| not) exist|not found|unavailable|not available/i,
  ],
];

/** yt-dlp ends messages of its own faults with the advice to update. */
const updateAdvice =
  /[;.]?\s*(?:please|Please) report this issue on\s+\S+\s*,?\s*filling out[^.]*\.\s*Confirm you are on the latest version using\s+yt-dlp -U\.?/;
/** How to sign in on yt-dlp's own command line. */
const signInAdvice = /\.?\s*Use --(?:cookies|username).*$/;
const saysToUpdate = /latest version using|yt-dlp -U|update yt-dlp|newer version of yt-dlp/i;
/** yt-dlp and Python's `http.cookiejar` quote the line that they cannot read, cookie and all. */
const badCookies = /Netscape format cookies file|failed to load cookies/i;
const badCookiesMessage =
  'The cookies file cannot be read: it is not in Netscape’s format, or a line of it is malformed.';
const maxCharacters = 500;
/** Of what a page may choose: the patterns take time that grows with its square. */
const maxReadCharacters = 4_000;

/** What a failed run of yt-dlp means; the message is its own last word, made plain. */
export function linkErrorOf({ stderr, old }: LinkFailure): AppError {
  const message = lastError(stderr);
  if (badCookies.test(message)) return new AppError('link.signIn', badCookiesMessage);
  const plain = plainOf(message);
  const said = plain === '' ? 'yt-dlp failed without a message.' : plain.slice(0, maxCharacters);
  // That it advises to sign in tells what it means, though the advice is for another program.
  const whole = `${plain} ${signInAdvice.exec(message)?.[0] ?? ''}`;
  const meaning = queryEmbeddings.find(([, pattern]) => pattern.test(whole))?.[0];
  if (meaning !== undefined) return new AppError(meaning, said);
  return new AppError(old || saysToUpdate.test(message) ? 'link.toolOld' : 'link.failed', said);
}

/** Without the names of extractors and classes, which say nothing to a person. */
function plainOf(message: string): string {
  return message
    .replace(updateAdvice, '')
    .replace(signInAdvice, '')
    .replace(/\s*\(caused by .*\)\s*$/, '')
    .replace(/^(?:[a-z_]+\.)*[A-Za-z]+(?:Error|Exception):\s*/, '')
    .replace(/^\[[^\]]{1,60}\] (?:[^\s:]{1,80}: )?/, '')
    .trim();
}

/** The last `ERROR:` with the lines that belong to it, or else the last line. */
function lastError(stderr: string): string {
  const lines = stderr
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
    .replace(/\u001b\[[0-9;]*m/g, '')
    .split(/[\r\n]+/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
    .map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim())
    .filter((line) => line !== '' && !line.startsWith('WARNING:'));
  const error = lines.findLast((line) => line.startsWith('ERROR:')) ?? lines.at(-1) ?? '';
  return error.slice(0, maxReadCharacters).replace(/^ERROR:\s*/, '');
}
