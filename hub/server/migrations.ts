/** Statements of each version of the tables, in order. One that was released never changes. */
export const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE hub_pages (
      key text PRIMARY KEY,
      slug text NOT NULL UNIQUE,
      state text NOT NULL CHECK (state IN ('draft', 'scheduled', 'published', 'unpublished')),
      version integer NOT NULL,
      publish_at_ms bigint,
      first_published_at_ms bigint,
      updated_at_ms bigint NOT NULL
    )`,
    `CREATE TABLE hub_versions (
      key text NOT NULL REFERENCES hub_pages (key),
      version integer NOT NULL,
      page jsonb NOT NULL,
      created_at_ms bigint NOT NULL,
      PRIMARY KEY (key, version)
    )`,
    'CREATE INDEX hub_pages_by_time ON hub_pages (updated_at_ms DESC)',
    `CREATE INDEX hub_versions_by_topic ON hub_versions USING gin ((page -> 'topics') jsonb_path_ops)`,
    `CREATE TABLE hub_redirects (
      slug text PRIMARY KEY,
      key text NOT NULL REFERENCES hub_pages (key)
    )`,
    `CREATE TABLE hub_calls (
      idempotency_key text PRIMARY KEY,
      body_sha256 text NOT NULL,
      answer jsonb NOT NULL,
      at_ms bigint NOT NULL
    )`,
  ],
  [
    'ALTER TABLE hub_versions ADD COLUMN words tsvector',
    // What was published before is found by its title and summary until it is published anew.
    `UPDATE hub_versions
     SET words = to_tsvector('simple', concat_ws(' ', page ->> 'title', page ->> 'summary'))`,
    'CREATE INDEX hub_versions_by_words ON hub_versions USING gin (words)',
    `CREATE TABLE hub_pictures (
      key text NOT NULL,
      version integer NOT NULL,
      png bytea NOT NULL,
      PRIMARY KEY (key, version),
      FOREIGN KEY (key, version) REFERENCES hub_versions (key, version)
    )`,
    `CREATE TABLE hub_measures (
      kind text NOT NULL CHECK (kind IN ('publishToVisible', 'staleness')),
      path text NOT NULL,
      took_ms bigint NOT NULL,
      is_late boolean NOT NULL,
      at_ms bigint NOT NULL
    )`,
    'CREATE INDEX hub_measures_by_time ON hub_measures (at_ms)',
  ],
  [
    'CREATE TABLE hub_push_keys (public_key text PRIMARY KEY, at_ms bigint NOT NULL)',
    `CREATE TABLE hub_push_subscriptions (
      person text PRIMARY KEY,
      token text NOT NULL UNIQUE,
      endpoint text NOT NULL UNIQUE,
      p256dh text NOT NULL,
      auth text NOT NULL,
      topics text[] NOT NULL,
      zone text NOT NULL,
      quiet_from integer NOT NULL,
      quiet_until integer NOT NULL,
      max_per_week integer NOT NULL,
      created_at_ms bigint NOT NULL
    )`,
    `CREATE TABLE hub_push_campaigns (
      id text PRIMARY KEY,
      campaign jsonb NOT NULL,
      created_at_ms bigint NOT NULL
    )`,
    // Outlives the subscription: what was sent is known after its reader has left.
    `CREATE TABLE hub_push_sends (
      campaign text NOT NULL REFERENCES hub_push_campaigns (id),
      person text NOT NULL,
      state text NOT NULL CHECK (state IN ('ready', 'sending', 'waiting', 'sent', 'heldOut', 'gone', 'failed', 'unknown')),
      attempts integer NOT NULL,
      process text,
      retry_at_ms bigint,
      at_ms bigint NOT NULL,
      PRIMARY KEY (campaign, person)
    )`,
    'CREATE INDEX hub_push_sends_by_state ON hub_push_sends (campaign, state)',
    'CREATE INDEX hub_push_sends_by_person ON hub_push_sends (person, at_ms)',
    `CREATE TABLE hub_push_events (
      seq bigserial PRIMARY KEY,
      key text NOT NULL UNIQUE,
      kind text NOT NULL,
      person text NOT NULL,
      campaign text,
      path text,
      at_ms bigint NOT NULL,
      is_confirmed boolean NOT NULL DEFAULT false
    )`,
    'CREATE INDEX hub_push_events_open ON hub_push_events (seq) WHERE NOT is_confirmed',
    'CREATE INDEX hub_push_events_by_campaign ON hub_push_events (campaign, kind)',
  ],
];
