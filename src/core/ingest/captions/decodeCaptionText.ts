/**
 * The text of a caption file whose encoding nobody states. A byte order mark decides; then valid
 * UTF-8; then UTF-16 without a mark, known by its NUL bytes; the rest is read as Windows-1252,
 * which every byte sequence is and most old subtitles are.
 */
export function decodeCaptionText(bytes: Uint8Array): string {
  return decodeWith(bytes, encodingOf(bytes)).replaceAll('\0', '');
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const nuls = nulShares(bytes.subarray(0, 4_096));
  if (nuls.odd > 0.3) return 'utf-16le';
  if (nuls.even > 0.3) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** TextDecoder drops the byte order mark itself. */
function decodeWith(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Latin text in UTF-16 has a NUL in every second byte: the odd ones when little-endian. */
function nulShares(bytes: Uint8Array): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  const pairs = Math.max(1, bytes.length / 2);
  return { even: even / pairs, odd: odd / pairs };
}
