import type { ErrorCode } from '../../../../shared/index.ts';
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
const meanings: readonly (readonly [ErrorCode, RegExp])[] = [
  ['disk.full', /No space left on device|Disk quota exceeded|not enough space on the disk/i],
  [
    'link.rateLimited',
    /HTTP Error 429|Too Many Requests|rate.?limit|exceeded the .*limit|try again (?:later|in)/i,
  ],
  [
    'link.region',
    /geo.?restrict|geo.?block|not available (?:from|in) your (?:location|country|region)|in your country|HTTP Error 451/i,
  ],
  [
    'link.unsupported',
    /Unsupported URL|No video formats found|no video in this|is not a valid URL/i,
  ],
  [
    'link.signIn',
    /sign.?in|log.?in\b|logged.?in|registered users|use --cookies|--username|members.?only|age.?restrict|HTTP Error 401|Premium|subscri(?:ber|ption)|account credentials|not a bot/i,
  ],
  ['link.private', /\bprivate\b|not have permission|HTTP Error 403/i],
  [
    'link.removed',
    /HTTP Error 4(?:04|10)|removed|deleted|terminated|no longer (?:available|exists)|does(?:n't| not) exist|not found|unavailable|isn't available|not available/i,
  ],
  [
    'network.unavailable',
    /timed? ?out|Connection (?:refused|reset|aborted)|Name or service not known|getaddrinfo|nodename nor servname|Temporary failure in name resolution|Network is unreachable|RemoteDisconnected|Remote end closed|IncompleteRead|bytes read|EOF occurred|HTTP Error 5\d\d|Did not get any data blocks|Downloaded \d+ bytes, expected|content too short/i,
  ],
];

/** yt-dlp ends messages of its own faults with the advice to update. */
const updateAdvice =
  /[;.]?\s*(?:please|Please) report this issue on\s+\S+\s*,?\s*filling out[^.]*\.\s*Confirm you are on the latest version using\s+yt-dlp -U\.?/;
const saysToUpdate = /latest version using|yt-dlp -U|update yt-dlp|newer version of yt-dlp/i;
const mostCharacters = 500;

/** What a failed run of yt-dlp means; the message is its own last word, made plain. */
export function linkErrorOf({ stderr, old }: LinkFailure): AppError {
  const message = lastError(stderr);
  const plain = message.replace(updateAdvice, '').trim();
  const said = plain === '' ? 'yt-dlp ended without a word.' : plain.slice(0, mostCharacters);
  const meaning = meanings.find(([, pattern]) => pattern.test(plain))?.[0];
  if (meaning !== undefined) return new AppError(meaning, said);
  return new AppError(old || saysToUpdate.test(message) ? 'link.toolOld' : 'link.failed', said);
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
  return error.replace(/^ERROR:\s*/, '');
}
