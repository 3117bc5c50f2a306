CREATE TABLE `shared_records` (
	`row_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`state` text NOT NULL,
	`gone` integer NOT NULL,
	`conflicted` integer NOT NULL,
	`dirty` integer NOT NULL,
	`is_foreign` integer NOT NULL,
	`text` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `shared_records_key` ON `shared_records` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `shared_records_dirty` ON `shared_records` (`dirty`);--> statement-breakpoint
CREATE TABLE `sharing_outbox` (
	`kind` text NOT NULL,
	`record` text NOT NULL,
	`field` text NOT NULL,
	`hlc` integer NOT NULL,
	PRIMARY KEY(`kind`, `record`, `field`)
);
--> statement-breakpoint
CREATE TABLE `sharing_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`hlc` integer NOT NULL,
	`recording` integer NOT NULL,
	`applying` integer NOT NULL,
	`desk_id` text NOT NULL,
	`desk_place` text NOT NULL,
	`target` text NOT NULL,
	`connected` integer NOT NULL,
	`workspace_id` text NOT NULL,
	`cursor` integer NOT NULL,
	`last_sync_at_ms` integer
);
--> statement-breakpoint
-- Written by hand from here on. The one row that the triggers read.
INSERT INTO sharing_state VALUES (1, 0, 0, 0, '', '', '', 0, '', 0, NULL);
--> statement-breakpoint
-- Where triggers report a change: the clock ticks, the newest change of a field stays.
CREATE VIEW sharing_change AS SELECT '' AS kind, '' AS record, '' AS field WHERE 0;
--> statement-breakpoint
CREATE TRIGGER sharing_change_insert INSTEAD OF INSERT ON sharing_change
WHEN (SELECT recording = 1 AND applying = 0 FROM sharing_state) BEGIN
  UPDATE sharing_state
    SET hlc = max(hlc + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER) * 1000);
  INSERT INTO sharing_outbox (kind, record, field, hlc)
    SELECT new.kind, new.record, new.field, hlc FROM sharing_state WHERE true
    ON CONFLICT (kind, record, field) DO UPDATE SET hlc = excluded.hlc;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_videos_insert AFTER INSERT ON videos BEGIN
  INSERT INTO sharing_change VALUES ('video', new.content_hash, '*');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_videos_update AFTER UPDATE OF title, description, platform, source_url, channel_id, published_at_ms, duration_ms, language ON videos BEGIN
  INSERT INTO sharing_change SELECT 'video', new.content_hash, field FROM (
    SELECT 'title' AS field WHERE old.title IS NOT new.title
    UNION ALL SELECT 'description' WHERE old.description IS NOT new.description
    UNION ALL SELECT 'platform' WHERE old.platform IS NOT new.platform
    UNION ALL SELECT 'sourceUrl' WHERE old.source_url IS NOT new.source_url
    UNION ALL SELECT 'channel' WHERE old.channel_id IS NOT new.channel_id
    UNION ALL SELECT 'publishedAtMs' WHERE old.published_at_ms IS NOT new.published_at_ms
    UNION ALL SELECT 'durationMs' WHERE old.duration_ms IS NOT new.duration_ms
    UNION ALL SELECT 'language' WHERE old.language IS NOT new.language
  );
END;
--> statement-breakpoint
-- Before: what belongs to the video is still there to be named.
CREATE TRIGGER sharing_videos_delete BEFORE DELETE ON videos BEGIN
  INSERT INTO sharing_change VALUES
    ('video', old.content_hash, ''), ('transcript', old.content_hash, ''),
    ('hook', old.content_hash, '');
  INSERT INTO sharing_change
    SELECT 'chunk', old.content_hash || ':' || kind || ':' || start_ms || ':' || end_ms, ''
    FROM chunks WHERE video_id = old.id;
  INSERT INTO sharing_change
    SELECT 'metric', old.content_hash || ':' || observed_at_ms, ''
    FROM metric_snapshots WHERE video_id = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_transcript_segments_insert AFTER INSERT ON transcript_segments BEGIN
  INSERT INTO sharing_change
    SELECT 'transcript', content_hash, '*' FROM videos WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_transcript_segments_update AFTER UPDATE ON transcript_segments BEGIN
  INSERT INTO sharing_change
    SELECT 'transcript', content_hash, '*' FROM videos WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_transcript_segments_delete AFTER DELETE ON transcript_segments BEGIN
  INSERT INTO sharing_change
    SELECT 'transcript', content_hash, '*' FROM videos WHERE id = old.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_hooks_insert AFTER INSERT ON hooks BEGIN
  INSERT INTO sharing_change
    SELECT 'hook', content_hash, '*' FROM videos WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_hooks_update AFTER UPDATE ON hooks BEGIN
  INSERT INTO sharing_change
    SELECT 'hook', content_hash, '*' FROM videos WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_hooks_delete AFTER DELETE ON hooks BEGIN
  INSERT INTO sharing_change
    SELECT 'hook', content_hash, '' FROM videos WHERE id = old.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_metric_snapshots_insert AFTER INSERT ON metric_snapshots BEGIN
  INSERT INTO sharing_change
    SELECT 'metric', content_hash || ':' || new.observed_at_ms, '*' FROM videos WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_metric_snapshots_update AFTER UPDATE ON metric_snapshots BEGIN
  INSERT INTO sharing_change
    SELECT 'metric', content_hash || ':' || new.observed_at_ms, '*' FROM videos WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_metric_snapshots_delete AFTER DELETE ON metric_snapshots BEGIN
  INSERT INTO sharing_change
    SELECT 'metric', content_hash || ':' || old.observed_at_ms, '' FROM videos WHERE id = old.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_chunks_insert AFTER INSERT ON chunks BEGIN
  INSERT INTO sharing_change
    SELECT 'chunk', content_hash || ':' || new.kind || ':' || new.start_ms || ':' || new.end_ms, '*' FROM videos WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_chunks_update AFTER UPDATE OF text ON chunks BEGIN
  INSERT INTO sharing_change
    SELECT 'chunk', content_hash || ':' || new.kind || ':' || new.start_ms || ':' || new.end_ms, '*' FROM videos WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_chunks_delete AFTER DELETE ON chunks BEGIN
  INSERT INTO sharing_change
    SELECT 'chunk', content_hash || ':' || old.kind || ':' || old.start_ms || ':' || old.end_ms, '' FROM videos WHERE id = old.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_embeddings_insert AFTER INSERT ON embeddings
WHEN (SELECT state = 'active' FROM embedding_spaces WHERE id = new.space_id) BEGIN
  INSERT INTO sharing_change
    SELECT 'chunk', v.content_hash || ':' || c.kind || ':' || c.start_ms || ':' || c.end_ms, 'embedding'
    FROM chunks c JOIN videos v ON v.id = c.video_id WHERE c.id = new.chunk_id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_embedding_spaces_update AFTER UPDATE OF state ON embedding_spaces
WHEN new.state = 'active' AND old.state <> 'active' BEGIN
  INSERT INTO sharing_change
    SELECT 'chunk', v.content_hash || ':' || c.kind || ':' || c.start_ms || ':' || c.end_ms, 'embedding'
    FROM embeddings e JOIN chunks c ON c.id = e.chunk_id JOIN videos v ON v.id = c.video_id
    WHERE e.space_id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_drafts_insert AFTER INSERT ON drafts WHEN new.dropped_reason IS NULL BEGIN
  INSERT INTO sharing_change VALUES ('draft', new.id, '*');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_drafts_update AFTER UPDATE OF text, device, why, model_id ON drafts
WHEN new.dropped_reason IS NULL BEGIN
  INSERT INTO sharing_change SELECT 'draft', new.id, field FROM (
    SELECT 'text' AS field WHERE old.text IS NOT new.text
    UNION ALL SELECT 'device' WHERE old.device IS NOT new.device
    UNION ALL SELECT 'why' WHERE old.why IS NOT new.why
    UNION ALL SELECT 'modelId' WHERE old.model_id IS NOT new.model_id
  );
END;
--> statement-breakpoint
CREATE TRIGGER sharing_drafts_delete AFTER DELETE ON drafts WHEN old.dropped_reason IS NULL BEGIN
  INSERT INTO sharing_change VALUES ('draft', old.id, '');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_citations_insert AFTER INSERT ON citations BEGIN
  INSERT INTO sharing_change
    SELECT 'draft', id, 'citations' FROM drafts
    WHERE id = new.draft_id AND dropped_reason IS NULL;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_citations_delete AFTER DELETE ON citations BEGIN
  INSERT INTO sharing_change
    SELECT 'draft', id, 'citations' FROM drafts
    WHERE id = old.draft_id AND dropped_reason IS NULL;
END;
--> statement-breakpoint
-- Words of what only others have, for search without the team.
CREATE VIRTUAL TABLE shared_chunks_fts USING fts5(
  text,
  content = 'shared_records',
  content_rowid = 'row_id',
  tokenize = "porter unicode61 remove_diacritics 2"
);
--> statement-breakpoint
CREATE TRIGGER shared_chunks_fts_insert AFTER INSERT ON shared_records WHEN new.is_foreign = 1 BEGIN
  INSERT INTO shared_chunks_fts (rowid, text) VALUES (new.row_id, new.text);
END;
--> statement-breakpoint
CREATE TRIGGER shared_chunks_fts_delete AFTER DELETE ON shared_records WHEN old.is_foreign = 1 BEGIN
  INSERT INTO shared_chunks_fts (shared_chunks_fts, rowid, text) VALUES ('delete', old.row_id, old.text);
END;
--> statement-breakpoint
CREATE TRIGGER shared_chunks_fts_update AFTER UPDATE OF text, is_foreign ON shared_records
WHEN old.text IS NOT new.text OR old.is_foreign <> new.is_foreign BEGIN
  INSERT INTO shared_chunks_fts (shared_chunks_fts, rowid, text)
    SELECT 'delete', old.row_id, old.text WHERE old.is_foreign = 1;
  INSERT INTO shared_chunks_fts (rowid, text) SELECT new.row_id, new.text WHERE new.is_foreign = 1;
END;
