import type { ChannelId } from '../../../../contract/index.ts';
import { newId } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { ImportedChannel } from '../record/importedRecord.ts';

interface ChannelRow {
  id: ChannelId;
  name: string;
  externalId: string | null;
  url: string | null;
  followers: number | null;
}

/** Channels that are looked up again are remembered; then all are forgotten. */
const maxRemembered = 20_000;

/**
 * Stores channels. One that has an id on its platform is known by it, so that a channel with a new
 * name stays the same; two channels of one name are told apart by their ids.
 */
export function createChannelWriter({ db }: Library) {
  const columns = 'id, name, external_id AS externalId, url, followers';
  const byId = db.$client.prepare<[string, string], ChannelRow>(
    `SELECT ${columns} FROM channels WHERE platform = ? AND external_id = ? LIMIT 1`,
  );
  const byName = db.$client.prepare<[string, string], ChannelRow>(
    `SELECT ${columns} FROM channels WHERE platform = ? AND name = ?`,
  );
  const insert = db.$client.prepare(
    `INSERT INTO channels (id, platform, name, url, external_id, followers)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const update = db.$client.prepare(
    'UPDATE channels SET name = ?, url = ?, external_id = ?, followers = ? WHERE id = ?',
  );
  const remembered = new Map<string, ChannelId>();

  return (platform: string, channel: ImportedChannel): ChannelId => {
    const key = JSON.stringify([platform, channel]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const id = store(platform, channel);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(key, id);
    return id;
  };

  function store(platform: string, channel: ImportedChannel): ChannelId {
    const { externalId, url, followers } = channel;
    const known = externalId === undefined ? undefined : byId.get(platform, externalId);
    const namesake = byName.get(platform, channel.name);
    if (known !== undefined) {
      const isFree = namesake === undefined || namesake.id === known.id;
      change(known, { ...channel, name: isFree ? channel.name : known.name });
      return known.id;
    }
    const isOther =
      namesake?.externalId != null &&
      externalId !== undefined &&
      namesake.externalId !== externalId;
    if (namesake !== undefined && !isOther) {
      change(namesake, channel);
      return namesake.id;
    }
    const id = newId<ChannelId>();
    const name = isOther ? `${channel.name} (${externalId})` : channel.name;
    insert.run(id, platform, name, url ?? null, externalId ?? null, followers ?? null);
    return id;
  }

  function change(row: ChannelRow, channel: ImportedChannel): void {
    const url = channel.url ?? row.url;
    const externalId = channel.externalId ?? row.externalId;
    const followers = channel.followers ?? row.followers;
    const isSame =
      row.name === channel.name &&
      row.url === url &&
      row.externalId === externalId &&
      row.followers === followers;
    if (!isSame) update.run(channel.name, url, externalId, followers, row.id);
  }
}
