import { AppError } from '../../../base/index.ts';
import { isLoopback } from '../sources/hubRequest.ts';

export const usualHub = 'https://huggingface.co';

/**
 * The address of the model hub without a slash at its end: that of `HF_ENDPOINT`, the variable of
 * huggingface_hub, when it is set. Error: `usage.invalid` for an address that is neither https nor
 * on this machine, or that carries a password.
 */
export function hubEndpoint(given: string | undefined): string {
  if (given === undefined || given.trim() === '') return usualHub;
  const url = URL.parse(given.trim());
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
  if (url === null || !isSafe || url.username !== '' || url.password !== '') {
    throw new AppError(
      'usage.invalid',
      'HF_ENDPOINT is not the address of a model hub: it has to begin with https:// and to have no password in it.',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
