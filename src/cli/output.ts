import { type ErrorDto, errorHints, isErrorCode } from '../contract/index.ts';

/** Exit codes that scripts may rely on. */
export const exitCodes = { done: 0, failed: 1, wrongUse: 2, interrupted: 130 } as const;

/** Control characters from transcripts and file names must not steer the terminal. */
export function safeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ');
}

/** One JSON document on a line of its own. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** A line for people. */
export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** A passing line for people on the terminal's error stream; overwritten by the next one. */
export class StatusLine {
  readonly #enabled: boolean;
  #shown = false;

  constructor(enabled: boolean) {
    this.#enabled = enabled && process.stderr.isTTY;
  }

  show(text: string): void {
    if (!this.#enabled) return;
    const width = process.stderr.columns ?? 80;
    process.stderr.write(`\r\u001b[2K${safeText(text).slice(0, width - 1)}`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) process.stderr.write('\r\u001b[2K');
    this.#shown = false;
  }
}

/** Any error that a procedure or the command line throws, in the shape of the contract. */
export function toErrorDto(error: unknown): ErrorDto {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  if (isErrorCode(code)) return { code, message, hint: errorHints[code] };
  return { code: 'internal.unexpected', message, hint: errorHints['internal.unexpected'] };
}

export function printError(error: ErrorDto, json: boolean): void {
  if (json) {
    printJson({ error });
    return;
  }
  process.stderr.write(`trendroom: ${safeText(error.message)}\n  ${error.hint} (${error.code})\n`);
}

/** 75,400 ms as `1:15.4`; hours only when there are any. */
export function formatTime(ms: number): string {
  const totalSeconds = Math.floor(ms / 1000);
  const hours = Math.floor(totalSeconds / 3600);
  const minutes = Math.floor((totalSeconds % 3600) / 60);
  const seconds = `${totalSeconds % 60}`.padStart(2, '0');
  const tenths = Math.floor((ms % 1000) / 100);
  return hours > 0
    ? `${hours}:${`${minutes}`.padStart(2, '0')}:${seconds}.${tenths}`
    : `${minutes}:${seconds}.${tenths}`;
}

/** Bytes in decimal units with one digit. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
