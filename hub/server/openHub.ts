import { randomUUID } from 'node:crypto';
import { createCopies } from './away/copies.ts';
import { watchDatabase } from './away/watchDatabase.ts';
import { openDatabase } from './database.ts';
import { Documents } from './documents/documents.ts';
import type { Hub } from './hub.ts';
import { createMeasures } from './monitor/measures.ts';
import { startMonitor } from './monitor/monitor.ts';
import { createPush } from './push/createPush.ts';
import { createStore } from './store.ts';

/** Between two rounds of the monitor. */
const usualMonitorSeconds = 60;
const minSecretCharacters = 32;

/** Opens the database that the environment names. Errors: a setting is missing. */
export async function openHub(): Promise<void> {
  const { HUB_DATABASE_URL: url, HUB_FOLDER: folder, HUB_SECRET: secret = '' } = process.env;
  const origin = process.env.HUB_ORIGIN ?? '';
  if (secret.length < minSecretCharacters) {
    throw new Error(`Set HUB_SECRET to at least ${minSecretCharacters} random characters.`);
  }
  if (!URL.canParse(origin)) throw new Error('Set HUB_ORIGIN to the address of the hub.');
  if (url === undefined && folder === undefined) {
    throw new Error('Set HUB_DATABASE_URL to a Postgres, or HUB_FOLDER to a folder.');
  }
  const opened = await openDatabase({ ...(url !== undefined && { url }), folder: folder ?? '' });
  const database = watchDatabase(opened);
  const [innerToken, isAlone] = [randomUUID(), url === undefined];
  const services = process.env.HUB_PUSH_ORIGINS?.split(/\s+/).filter((each) => each !== '') ?? [];
  const opening: Hub = {
    ...{ database, store: createStore(database), copies: createCopies() },
    ...{ documents: new Documents(), innerToken, isAlone },
    push: createPush({ database, origin, services, isAlone, process: innerToken }),
    ...{ measures: createMeasures(database), secret },
    origin: new URL(origin).origin,
    name: process.env.HUB_NAME ?? 'Trendroom hub',
  };
  globalThis.trendroomHub = opening;
  const seconds = Number(process.env.HUB_MONITOR_SECONDS ?? usualMonitorSeconds);
  startMonitor(opening, Math.max(1, seconds || usualMonitorSeconds) * 1_000);
}
