import { AppError } from '../../../base/index.ts';
import { isLoopback } from '../sources/hubRequest.ts';

export const usualHub = 'https://huggingface.co';
export const usualRegistry = 'https://registry.npmjs.org';

/**
 * The address of the model hub without a slash at its end: that of `HF_ENDPOINT`, the variable of
 * huggingface_hub, when it is set. Error: `usage.invalid` for an address that is neither https nor
 * on this machine, or that carries a password.
 */
export function hubEndpoint(given: string | undefined): string {
  return endpoint(given, { variable: 'HF_ENDPOINT', what: 'a model hub', usual: usualHub });
}

/** The same of the registry that npm's own `npm_config_registry` names. */
export function npmEndpoint(given: string | undefined): string {
  const what = 'a registry of npm packages';
  return endpoint(given, { variable: 'npm_config_registry', what, usual: usualRegistry });
}

function endpoint(
  given: string | undefined,
  { variable, what, usual }: { variable: string; what: string; usual: string },
): string {
  if (given === undefined || given.trim() === '') return usual;
  const url = URL.parse(given.trim());
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
  if (url === null || !isSafe || url.username !== '' || url.password !== '') {
    throw new AppError(
      'usage.invalid',
      `${variable} is not the address of ${what}: it has to begin with https:// and to have no password in it.`,
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
