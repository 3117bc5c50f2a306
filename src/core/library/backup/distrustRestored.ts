import type { Settings } from '../../../contract/index.ts';
import type { Library, LibraryDatabase } from '../../db/index.ts';

/** Tastes. Every other setting grants something: it stays what it is in the library that is there. */
const fromBackup: readonly (keyof Settings)[] = [
  ...(['theme', 'storage', 'linkLimit', 'observeBudget'] as const),
  ...(['enginePoolTokens', 'engineKvType'] as const),
];

/**
 * Takes out of a backup's database what would act, send or be read without the user having said so
 * on this machine: jobs and schedules, servers with their approvals, the team's connection, requests
 * that have no answer, paths outside of the library, and settings that grant something. What people
 * found out and wrote stays. In one transaction.
 */
export function distrustRestored({ $client }: LibraryDatabase, current: Library): void {
  const settings = current.db.$client
    .prepare<[], { key: string; value: string }>('SELECT key, value FROM settings')
    .all();
  $client.transaction(() => {
    // First, so that nothing below is recorded for a team.
    $client.exec(`
      UPDATE sharing_state SET recording = 0, applying = 0, hlc = 0, device_name = '';
      UPDATE sharing_state SET device_id = '', device_fingerprint = '', target = '', connected = 0,
        workspace_id = '', cursor = 0, last_sync_at_ms = NULL, ca_pem = '', role = '', knows = '',
        queue_approved_for = '';
      DELETE FROM sharing_outbox;
      DELETE FROM shared_records;
      DELETE FROM jobs;
      DELETE FROM schedules;
      DELETE FROM endpoints;
      DELETE FROM server_switches;
      DELETE FROM batch_rows WHERE state <> 'done';
      DELETE FROM batches WHERE NOT EXISTS (SELECT 1 FROM batch_rows WHERE batch_id = batches.id);
      UPDATE media_files SET reference_path = NULL;
      DELETE FROM settings WHERE key NOT IN (${quoted(fromBackup)});`);
    const insert = $client.prepare('INSERT INTO settings (key, value) VALUES (?, ?)');
    for (const { key, value } of settings) {
      if (!fromBackup.some((name) => name === key)) insert.run(key, value);
    }
  })();
}

function quoted(keys: readonly string[]): string {
  return keys.map((key) => `'${key}'`).join(', ');
}
