import { connection } from 'next/server';
import { freshness } from '../../server/freshness.ts';

/** The freshness contract, for machines. Times in seconds. */
export async function GET(): Promise<Response> {
  await connection();
  return Response.json({ unit: 'seconds', routes: freshness });
}
