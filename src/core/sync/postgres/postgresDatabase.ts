import { checkServerIdentity } from 'node:tls';
import pg from 'pg';
import { AppError, withoutSecrets } from '../../base/index.ts';
import { certificateProblem } from './certificateProblem.ts';
import type { PostgresAddress } from './postgresAddress.ts';
import type { TeamDatabase, TeamQueries } from './teamDatabase.ts';
import { unstorableText } from './unstorableText.ts';

/**
 * A Postgres of a server, over at most so many connections, which are made anew when they were
 * lost. Errors: `sharing.unreachable` when it cannot be had, `sharing.refused` when it does not know
 * the name, the password or the database, `sharing.notAllowed` when the role may not.
 */
export function openPostgres(
  address: PostgresAddress & { caPem?: string },
  connections = 1,
): TeamDatabase {
  const { host, port, user, database, password, tls, schema, caPem = '' } = address;
  const pool = new pg.Pool({
    ...{ host, port, user, database, max: connections },
    // A function, so that an undefined one is not looked for in files of this machine.
    password: () => password ?? '',
    ssl: tls
      ? {
          rejectUnauthorized: true,
          ...(caPem !== '' && { ca: caPem }),
          // The driver leaves an address in numbers out, and `localhost` would be looked for.
          checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
        }
      : false,
    ...{ connectionTimeoutMillis: 15_000, idleTimeoutMillis: 30_000, allowExitOnIdle: true },
    application_name: 'trendroom',
  });
  // An idle connection that is lost is no reason to end: the next query makes another.
  pool.on('error', () => undefined);
  const queriesOf = (client: pg.Pool | pg.PoolClient): TeamQueries => ({
    schema,
    query: async <Row extends object>(sql: string, params: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...params])).rows,
  });
  const whole = queriesOf(pool);
  const told = <Result>(promise: Promise<Result>): Promise<Result> =>
    promise.catch((error: unknown) => {
      throw inOurWords(error, { host, password });
    });
  return {
    schema,
    query: (sql, params) => told(whole.query(sql, params)),
    exec: <Row extends object>(sql: string) => told(rowsOfAll<Row>(pool, sql)),
    transaction: (work) => told(inTransaction(pool, (client) => work(queriesOf(client)))),
    close: () => pool.end(),
  };
}

/** The driver gives a list of results where the text has several statements. */
async function rowsOfAll<Row extends object>(pool: pg.Pool, sql: string): Promise<Row[]> {
  const results: pg.QueryResult<Row> | pg.QueryResult<Row>[] = await pool.query<Row>(sql);
  return [results].flat().flatMap(({ rows }) => rows);
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const unreachable = /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE|08|57P|ERR_TLS|ERR_SSL)/;
/** A wrong name, password or database, which another try does not mend. */
const refused = /^(28|3D000)/;

/** Errors of the driver in our words; none of them holds the password, whatever the server said. */
function inOurWords(
  error: unknown,
  { host, password = '' }: { host: string; password: string | undefined },
): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const cause = withoutPassword(error, password);
  const text = unstorableText(cause);
  if (text !== undefined) return text;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '42501') return new AppError('sharing.notAllowed', cause.message, { cause });
  if (refused.test(code)) {
    return new AppError('sharing.refused', `The team's database: ${cause.message}`, { cause });
  }
  const problem = certificateProblem(code, host);
  if (problem !== undefined) return new AppError('sharing.certificate', problem, { cause });
  const lost = /connection terminated|timeout|SSL|closed/i.test(cause.message);
  if (unreachable.test(code) || lost) {
    const said = cause.message === '' ? code : cause.message;
    return new AppError('sharing.unreachable', `The team's database: ${said}`, { cause });
  }
  return cause;
}

/** The same error, whose message and stack a server may have written the password into. */
function withoutPassword(error: Error, password: string): Error {
  error.message = withoutSecrets(error.message, [password]);
  if (error.stack !== undefined) error.stack = withoutSecrets(error.stack, [password]);
  return error;
}
