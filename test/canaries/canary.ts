import { randomBytes } from 'node:crypto';

/** A secret that is planted to see where it comes out. */
export interface Canary {
  name: string;
  /** As it is given to the program. */
  value: string;
  /** Letters and digits of it that no escaping changes: those are looked for. */
  core: string;
}

/** What was found: of which canary, written how, and where. */
export interface Sighting {
  canary: string;
  form: string;
  place: string;
}

/** Bytes that came out of the program, and a name for where. */
export interface Place {
  place: string;
  bytes: Uint8Array;
}

/**
 * A canary with random letters in the middle. Put signs around them that JSON, addresses, HTML and
 * shells escape, so that what hides the value as it was given does not hide an escaped one.
 */
export function createCanary(name: string, around: (core: string) => string): Canary {
  // Lower case: words of the library's index are.
  const core = `canary${randomBytes(16).toString('hex')}`;
  return { name, value: around(core), core };
}

/** One that the program has made itself. */
export function canaryOf(name: string, value: string): Canary {
  return { name, value, core: value };
}

/** What was cut is found, too: so many characters tell nearly as much as all of them. */
const pieceCharacters = 12;
const pieceDistance = 6;

/**
 * Everywhere a canary stands in the places: as it is in any case, in an address, in JSON, as UTF-16,
 * in hexadecimal digits, and in base64 of any text around it.
 */
export function sightings(canaries: readonly Canary[], places: readonly Place[]): Sighting[] {
  const wanted = canaries.map(({ name, core }) => ({ name, pieces: piecesOf(core) }));
  const found: Sighting[] = [];
  for (const { place, bytes } of places) {
    const exact = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const lower = exact.toLowerCase();
    for (const { name, pieces } of wanted) {
      const form = pieces.map((piece) => formOf(piece, { exact, lower })).find(Boolean);
      if (form !== undefined) found.push({ canary: name, form, place });
    }
  }
  return found;
}

function piecesOf(core: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at + pieceCharacters <= core.length; at += pieceDistance) {
    pieces.push(core.slice(at, at + pieceCharacters));
  }
  return pieces;
}

function formOf(piece: string, { exact, lower }: { exact: string; lower: string }) {
  const small = piece.toLowerCase();
  const forms = { plain: small, 'UTF-16': utf16(small), hexadecimal: hex(small) };
  for (const [form, text] of Object.entries(forms)) if (lower.includes(text)) return form;
  if (lower.includes(hex(piece))) return 'hexadecimal';
  return [0, 1, 2].some((before) => exact.includes(base64(piece, before))) ? 'base64' : undefined;
}

const hex = (text: string): string => Buffer.from(text).toString('hex');
const utf16 = (text: string): string => Buffer.from(text, 'utf16le').toString('latin1');

/** The characters that are the piece's alone, with so many bytes before it in its group of three. */
function base64(piece: string, before: number): string {
  const encoded = Buffer.from('\0'.repeat(before) + piece).toString('base64');
  const first = Math.ceil((before * 8) / 6);
  return encoded.slice(first, Math.floor(((before + piece.length) * 8) / 6));
}
