import { X509Certificate } from 'node:crypto';
import { AppError } from '../base/index.ts';

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The certificates of a PEM text, and nothing else of it: a private key that lies in the same file
 * is not kept. Empty stays empty. Errors: `usage.invalid` when there is none, or a broken one.
 */
export function readCaPem(text: string): string {
  if (text.trim() === '') return '';
  const found = text.match(certificate) ?? [];
  if (found.length === 0) {
    throw new AppError('usage.invalid', 'Not a PEM certificate.');
  }
  for (const pem of found) {
    try {
      new X509Certificate(pem);
    } catch (cause) {
      throw new AppError('usage.invalid', 'The CA certificate is damaged.', {
        cause,
      });
    }
  }
  return `${found.join('\n')}\n`;
}
