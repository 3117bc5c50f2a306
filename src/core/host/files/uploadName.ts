import { AppError } from '../../base/index.ts';

const maxBytes = 255;

/**
 * The file name of a dropped file as it came in the address, decoded, or an error: the name says
 * which sidecar belongs to which video, so it is kept or refused, not changed.
 * Errors: `upload.invalid`.
 */
export function uploadName(encoded: string): string {
  const name = decode(encoded).normalize('NFC');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
  const unsafe = /[\\/\u0000-\u001f\u007f]/.test(name) || /^\.{0,2}$/.test(name);
  // Windows reads a colon as a stream of another file, and the rest as wildcards or pipes.
  const unsafeLocally = process.platform === 'win32' && /[<>:"|?*]|[ .]$/.test(name);
  if (unsafe || unsafeLocally || Buffer.byteLength(name) > maxBytes) {
    throw new AppError('upload.invalid', 'This file name cannot be stored. Rename the file.');
  }
  return name;
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    throw new AppError('upload.invalid', 'The file name is not encoded correctly.', {
      cause: error,
    });
  }
}
