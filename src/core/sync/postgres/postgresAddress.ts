import { AppError } from '../../base/index.ts';
import { isLoopback } from '../../remote/index.ts';
import { type SchemaName, schemaNameSchema, teamSchemaName } from './schemaName.ts';

export interface PostgresAddress {
  host: string;
  port: number;
  user: string;
  database: string;
  password?: string;
  /** False only on loopback. */
  tls: boolean;
  isLoopback: boolean;
  /** The team's own tables, or those of a branch. */
  schema: SchemaName;
  /** The address without its password, to be kept and shown. */
  shown: string;
}

/**
 * Reads `postgres://user:password@host:port/database`. Of its options only `sslmode` and `schema` count:
 * others could name files of this machine. Beyond loopback TLS with a checked certificate is
 * required, and on loopback where an own authority was given (`mustBeTls`). Errors: `usage.invalid`, `sharing.insecure`.
 */
export function parsePostgresAddress(
  text: string,
  { mustBeTls = false }: { mustBeTls?: boolean } = {},
): PostgresAddress {
  if (!URL.canParse(text)) throw invalid();
  const url = new URL(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const [user, password] = [decoded(url.username), decoded(url.password)];
  const database = decoded(url.pathname.slice(1));
  if (!/^postgres(ql)?:$/.test(url.protocol) || host === '' || user === '' || database === '') {
    throw invalid();
  }
  const onThisMachine = isLoopback(url);
  const mode =
    url.searchParams.get('sslmode') ?? (onThisMachine && !mustBeTls ? 'disable' : 'verify-full');
  const tls = ['require', 'verify-ca', 'verify-full'].includes(mode);
  if (!tls && mustBeTls) {
    throw new AppError('sharing.insecure', 'A CA certificate was set, but TLS is off.');
  }
  if (!tls && !onThisMachine) {
    throw new AppError('sharing.insecure', `${host} is another computer: TLS is required.`);
  }
  const schema = schemaNameSchema.safeParse(url.searchParams.get('schema') ?? teamSchemaName);
  if (!schema.success) throw invalid();
  url.password = '';
  url.search = '';
  if (url.port === '') url.port = '5432';
  if (tls) url.searchParams.set('sslmode', mode);
  if (schema.data !== teamSchemaName) url.searchParams.set('schema', schema.data);
  return {
    ...{ host, user, database, tls, isLoopback: onThisMachine, schema: schema.data },
    port: Number(url.port),
    shown: url.href,
    ...(password === '' ? {} : { password }),
  };
}

/** The text is not repeated: it may hold a password. */
function invalid(): AppError {
  return new AppError(
    'usage.invalid',
    'Expected an address such as postgres://user@host:5432/database.',
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new AppError('usage.invalid', 'The address has an invalid % escape.', { cause });
  }
}
