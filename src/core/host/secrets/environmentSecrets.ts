import { originOf } from './originOf.ts';

/**
 * What the environment of the host gives in place of the keychain, in the keychain's form.
 * `TRENDROOM_SECRET_<NAME>` counts with the address that it is for in
 * `TRENDROOM_SECRET_<NAME>_ORIGIN` alone: the library's database does not decide where it goes.
 * `PGPASSWORD` is, as for other clients of Postgres, for the database that the user connects to.
 */
export function environmentSecret(
  name: string,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const own = name.replace(/^library:[^:]*:/, '');
  if (own.startsWith('consent:')) return undefined;
  const variable = environmentName(own);
  const secret = environment[variable];
  const address = originOf(environment[`${variable}_ORIGIN`] ?? '');
  if (secret !== undefined && address !== undefined) return JSON.stringify({ address, secret });
  const password = environment.PGPASSWORD;
  const isPassword = own === 'sharing:password' || own.startsWith('worker:');
  return isPassword && password !== undefined ? JSON.stringify({ secret: password }) : undefined;
}

/** `endpoint:abc` is `TRENDROOM_SECRET_ENDPOINT_ABC`. */
function environmentName(name: string): string {
  return `TRENDROOM_SECRET_${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`;
}
