CREATE TABLE `collection_members` (
	`collection_id` text NOT NULL,
	`content_hash` text NOT NULL,
	`video_id` text,
	`position` real NOT NULL,
	PRIMARY KEY(`collection_id`, `content_hash`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `collection_members_order` ON `collection_members` (`collection_id`,`position`,`content_hash`,`video_id`);--> statement-breakpoint
CREATE INDEX `collection_members_content` ON `collection_members` (`content_hash`);--> statement-breakpoint
CREATE INDEX `collection_members_video` ON `collection_members` (`video_id`);--> statement-breakpoint
CREATE TABLE `collections` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`note` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `compared_pairs` (
	`comparison_id` text NOT NULL,
	`position` integer NOT NULL,
	`from_valid` integer NOT NULL,
	`from_text` text NOT NULL,
	`from_model` text NOT NULL,
	`from_latency_ms` real NOT NULL,
	`from_tokens` integer NOT NULL,
	`to_valid` integer NOT NULL,
	`to_text` text NOT NULL,
	`to_model` text NOT NULL,
	`to_latency_ms` real NOT NULL,
	`to_tokens` integer NOT NULL,
	`agreement` real,
	PRIMARY KEY(`comparison_id`, `position`),
	FOREIGN KEY (`comparison_id`) REFERENCES `comparisons`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `comparisons` (
	`id` text PRIMARY KEY NOT NULL,
	`set_id` text NOT NULL,
	`job_id` text NOT NULL,
	`from_id` text NOT NULL,
	`from_name` text NOT NULL,
	`from_model` text NOT NULL,
	`to_id` text NOT NULL,
	`to_name` text NOT NULL,
	`to_model` text NOT NULL,
	`started_at_ms` integer NOT NULL,
	`kept` text,
	`decided_at_ms` integer,
	FOREIGN KEY (`set_id`) REFERENCES `request_sets`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `request_sets` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `server_switches` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`role` text NOT NULL,
	`from_id` text NOT NULL,
	`from_name` text NOT NULL,
	`from_model` text NOT NULL,
	`to_id` text NOT NULL,
	`to_name` text NOT NULL,
	`to_model` text NOT NULL,
	`at_ms` integer NOT NULL,
	`comparison_id` text,
	`priorities` text NOT NULL,
	`rolled_back_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `server_switches_role` ON `server_switches` (`role`,`id`);--> statement-breakpoint
CREATE TABLE `set_requests` (
	`set_id` text NOT NULL,
	`position` integer NOT NULL,
	`custom_id` text NOT NULL,
	`request` text NOT NULL,
	PRIMARY KEY(`set_id`, `position`),
	FOREIGN KEY (`set_id`) REFERENCES `request_sets`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `chunks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`video_id` text NOT NULL,
	`kind` text NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `chunks_video_time` ON `chunks` (`video_id`,`start_ms`);--> statement-breakpoint
CREATE TABLE `earlier_transcripts` (
	`id` text PRIMARY KEY NOT NULL,
	`video_id` text NOT NULL,
	`source` text NOT NULL,
	`model` text,
	`language` text,
	`segments` text NOT NULL,
	`replaced_at_ms` integer NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `earlier_transcripts_video` ON `earlier_transcripts` (`video_id`,`replaced_at_ms`);--> statement-breakpoint
CREATE TABLE `embedding_spaces` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`model_id` text NOT NULL,
	`model_version` text NOT NULL,
	`dimensions` integer NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `embeddings` (
	`chunk_id` integer NOT NULL,
	`space_id` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`space_id`, `chunk_id`),
	FOREIGN KEY (`chunk_id`) REFERENCES `chunks`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`space_id`) REFERENCES `embedding_spaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `embeddings_chunk` ON `embeddings` (`chunk_id`);--> statement-breakpoint
CREATE TABLE `hooks` (
	`video_id` text PRIMARY KEY NOT NULL,
	`said` text NOT NULL,
	`shown` text NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `keyframes` (
	`video_id` text NOT NULL,
	`shot_position` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`content_hash` text NOT NULL,
	PRIMARY KEY(`video_id`, `shot_position`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`content_hash`) REFERENCES `media_files`(`content_hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `keyframes_content` ON `keyframes` (`content_hash`);--> statement-breakpoint
CREATE TABLE `on_screen_texts` (
	`video_id` text NOT NULL,
	`position` integer NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`text` text NOT NULL,
	`confidence` real NOT NULL,
	PRIMARY KEY(`video_id`, `position`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `picture_descriptions` (
	`video_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`text` text NOT NULL,
	`model` text NOT NULL,
	PRIMARY KEY(`video_id`, `at_ms`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `shots` (
	`video_id` text NOT NULL,
	`position` integer NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	PRIMARY KEY(`video_id`, `position`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `transcript_segments` (
	`video_id` text NOT NULL,
	`position` integer NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`video_id`, `position`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `transcript_words` (
	`video_id` text NOT NULL,
	`segment_position` integer NOT NULL,
	`position` integer NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`video_id`, `segment_position`, `position`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`name` text NOT NULL,
	`url` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `channels_platform_name` ON `channels` (`platform`,`name`);--> statement-breakpoint
CREATE TABLE `media_files` (
	`content_hash` text PRIMARY KEY NOT NULL,
	`extension` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`storage` text NOT NULL,
	`reference_path` text
);
--> statement-breakpoint
CREATE TABLE `metric_snapshots` (
	`video_id` text NOT NULL,
	`observed_at_ms` integer NOT NULL,
	`views` integer,
	`likes` integer,
	`comments` integer,
	`shares` integer,
	`saves` integer,
	PRIMARY KEY(`video_id`, `observed_at_ms`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `products` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_name_unique` ON `products` (`name`);--> statement-breakpoint
CREATE TABLE `video_media` (
	`video_id` text NOT NULL,
	`role` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`content_hash` text NOT NULL,
	`layout` text,
	PRIMARY KEY(`video_id`, `role`, `position`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`content_hash`) REFERENCES `media_files`(`content_hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `video_media_content` ON `video_media` (`content_hash`);--> statement-breakpoint
CREATE TABLE `video_products` (
	`video_id` text NOT NULL,
	`product_id` integer NOT NULL,
	PRIMARY KEY(`video_id`, `product_id`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `videos` (
	`id` text PRIMARY KEY NOT NULL,
	`content_hash` text NOT NULL,
	`title` text NOT NULL,
	`description` text,
	`platform` text,
	`source_url` text,
	`channel_id` text,
	`published_at_ms` integer,
	`original_name` text NOT NULL,
	`original_path` text NOT NULL,
	`storage` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`container` text,
	`video_codec` text,
	`audio_codec` text,
	`duration_ms` integer DEFAULT 0 NOT NULL,
	`width` integer DEFAULT 0 NOT NULL,
	`height` integer DEFAULT 0 NOT NULL,
	`rotation_degrees` integer DEFAULT 0 NOT NULL,
	`frame_rate` real DEFAULT 0 NOT NULL,
	`variable_frame_rate` integer DEFAULT false NOT NULL,
	`language` text,
	`transcript_source` text,
	`transcript_model` text,
	`latest_views` integer,
	`ingest_state` text DEFAULT 'partial' NOT NULL,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `videos_content_hash_unique` ON `videos` (`content_hash`);--> statement-breakpoint
CREATE INDEX `videos_created` ON `videos` (`created_at_ms`);--> statement-breakpoint
CREATE INDEX `videos_published` ON `videos` (`published_at_ms`);--> statement-breakpoint
CREATE INDEX `videos_views` ON `videos` (`latest_views`);--> statement-breakpoint
CREATE INDEX `videos_duration` ON `videos` (`duration_ms`);--> statement-breakpoint
CREATE INDEX `videos_title` ON `videos` ("title" COLLATE NOCASE);--> statement-breakpoint
CREATE INDEX `videos_channel` ON `videos` (`channel_id`);--> statement-breakpoint
CREATE INDEX `videos_platform` ON `videos` ("platform" COLLATE NOCASE);--> statement-breakpoint
CREATE INDEX `videos_language` ON `videos` (`language`);--> statement-breakpoint
CREATE INDEX `videos_source` ON `videos` (`source_url`);--> statement-breakpoint
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
CREATE INDEX `shared_records_conflicted` ON `shared_records` (`row_id`) WHERE "shared_records"."conflicted" = 1;--> statement-breakpoint
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
	`device_id` text NOT NULL,
	`device_fingerprint` text NOT NULL,
	`target` text NOT NULL,
	`connected` integer NOT NULL,
	`workspace_id` text NOT NULL,
	`cursor` integer NOT NULL,
	`last_sync_at_ms` integer,
	`ca_pem` text DEFAULT '' NOT NULL,
	`role` text DEFAULT '' NOT NULL,
	`device_name` text DEFAULT '' NOT NULL,
	`knows` text DEFAULT '' NOT NULL,
	`queue_approved_for` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `batch_rows` (
	`batch_id` text NOT NULL,
	`custom_id` text NOT NULL,
	`position` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`request` text NOT NULL,
	`response` text,
	`model` text,
	`endpoint_id` text,
	`input_tokens` integer DEFAULT 0 NOT NULL,
	`output_tokens` integer DEFAULT 0 NOT NULL,
	`cost` real DEFAULT 0 NOT NULL,
	`error_code` text,
	`error_message` text,
	`outcome` text,
	`finished_at_ms` integer,
	PRIMARY KEY(`batch_id`, `custom_id`),
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `batch_rows_state` ON `batch_rows` (`batch_id`,`state`,`position`);--> statement-breakpoint
CREATE TABLE `batches` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`place` text NOT NULL,
	`job_id` text,
	`round` integer DEFAULT 0 NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`url` text NOT NULL,
	`model` text NOT NULL,
	`priority` integer NOT NULL,
	`enabled` integer NOT NULL,
	`max_concurrency` integer NOT NULL,
	`ca_pem` text NOT NULL,
	`proxy_url` text NOT NULL,
	`input_price` real NOT NULL,
	`output_price` real NOT NULL,
	`approved_at_ms` integer,
	`contract` text,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `schedules` (
	`kind` text PRIMARY KEY NOT NULL,
	`cron` text,
	`enabled` integer,
	`seen_until_ms` integer
);
--> statement-breakpoint
CREATE TABLE `work_items` (
	`batch_id` text NOT NULL,
	`custom_id` text NOT NULL,
	`position` integer NOT NULL,
	`subject` text NOT NULL,
	`video_id` text,
	`applied` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`batch_id`, `custom_id`, `position`),
	FOREIGN KEY (`batch_id`) REFERENCES `works`(`batch_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `work_items_video` ON `work_items` (`video_id`,`batch_id`);--> statement-breakpoint
CREATE TABLE `works` (
	`batch_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`target` text NOT NULL,
	`spec` text NOT NULL,
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `works_kind` ON `works` (`kind`,`target`);--> statement-breakpoint
CREATE TABLE `briefs` (
	`id` text PRIMARY KEY NOT NULL,
	`topic` text NOT NULL,
	`audience` text,
	`tone` text,
	`length_words` integer NOT NULL,
	`count` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `citations` (
	`draft_id` text NOT NULL,
	`position` integer NOT NULL,
	`video_id` text NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`quote` text NOT NULL,
	PRIMARY KEY(`draft_id`, `position`),
	FOREIGN KEY (`draft_id`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `citations_video` ON `citations` (`video_id`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`brief_id` text NOT NULL,
	`text` text NOT NULL,
	`hook_pattern` text NOT NULL,
	`why` text NOT NULL,
	`model_id` text NOT NULL,
	`dropped_reason` text,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`brief_id`) REFERENCES `briefs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `drafts_brief` ON `drafts` (`brief_id`);--> statement-breakpoint
CREATE TABLE `job_stages` (
	`job_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`weight` integer NOT NULL,
	`state` text NOT NULL,
	`permille` integer DEFAULT 0 NOT NULL,
	`detail` text,
	`started_at_ms` integer,
	`finished_at_ms` integer,
	PRIMARY KEY(`job_id`, `position`),
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `job_warnings` (
	`job_id` text NOT NULL,
	`position` integer NOT NULL,
	`code` text NOT NULL,
	`message` text NOT NULL,
	PRIMARY KEY(`job_id`, `position`),
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`state` text NOT NULL,
	`payload` text NOT NULL,
	`exclusive_key` text,
	`dedupe_key` text,
	`parent_id` text,
	`priority` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`retry_at_ms` integer,
	`not_before_ms` integer,
	`requested` text,
	`video_id` text,
	`error_code` text,
	`error_message` text,
	`created_at_ms` integer NOT NULL,
	`started_at_ms` integer,
	`finished_at_ms` integer,
	FOREIGN KEY (`parent_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_unfinished_dedupe` ON `jobs` (`kind`,`dedupe_key`) WHERE finished_at_ms IS NULL AND dedupe_key IS NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_dedupe` ON `jobs` (`dedupe_key`) WHERE dedupe_key IS NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_admission` ON `jobs` (`state`,`kind`,"priority" DESC,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `jobs_created` ON `jobs` (`created_at_ms`);--> statement-breakpoint
CREATE INDEX `jobs_finished` ON `jobs` (`finished_at_ms`);--> statement-breakpoint
CREATE INDEX `jobs_history` ON `jobs` (`kind`,`state`,`finished_at_ms`);--> statement-breakpoint
CREATE INDEX `jobs_retry` ON `jobs` (`retry_at_ms`) WHERE retry_at_ms IS NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_not_before` ON `jobs` (`not_before_ms`) WHERE not_before_ms IS NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_parent` ON `jobs` (`parent_id`,`state`) WHERE parent_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `jobs_video` ON `jobs` (`video_id`);--> statement-breakpoint
CREATE TABLE `models` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`version` text NOT NULL,
	`first_used_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
-- Written by hand from here on: drizzle-kit knows no virtual tables, triggers or views.
-- Words of chunks, for search; the triggers keep the index with its chunks.
CREATE VIRTUAL TABLE chunks_fts USING fts5(
  text,
  content = 'chunks',
  content_rowid = 'id',
  tokenize = "porter unicode61 remove_diacritics 2"
);
--> statement-breakpoint
CREATE TRIGGER chunks_fts_insert AFTER INSERT ON chunks BEGIN
  INSERT INTO chunks_fts (rowid, text) VALUES (new.id, new.text);
END;
--> statement-breakpoint
CREATE TRIGGER chunks_fts_delete AFTER DELETE ON chunks BEGIN
  INSERT INTO chunks_fts (chunks_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
--> statement-breakpoint
CREATE TRIGGER chunks_fts_update AFTER UPDATE OF text ON chunks BEGIN
  INSERT INTO chunks_fts (chunks_fts, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO chunks_fts (rowid, text) VALUES (new.id, new.text);
END;
--> statement-breakpoint
CREATE TRIGGER metric_snapshots_insert AFTER INSERT ON metric_snapshots BEGIN
  UPDATE videos SET latest_views = (SELECT views FROM metric_snapshots
    WHERE video_id = new.video_id AND views IS NOT NULL ORDER BY observed_at_ms DESC LIMIT 1)
  WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER metric_snapshots_update AFTER UPDATE ON metric_snapshots BEGIN
  UPDATE videos SET latest_views = (SELECT views FROM metric_snapshots
    WHERE video_id = new.video_id AND views IS NOT NULL ORDER BY observed_at_ms DESC LIMIT 1)
  WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER metric_snapshots_delete AFTER DELETE ON metric_snapshots BEGIN
  UPDATE videos SET latest_views = (SELECT views FROM metric_snapshots
    WHERE video_id = old.video_id AND views IS NOT NULL ORDER BY observed_at_ms DESC LIMIT 1)
  WHERE id = old.video_id;
END;
--> statement-breakpoint
-- The one row that the triggers read.
INSERT INTO sharing_state
  (id, hlc, recording, applying, device_id, device_fingerprint, target, connected, workspace_id,
    cursor)
  VALUES (1, 0, 0, 0, '', '', '', 0, '', 0);
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
CREATE TRIGGER sharing_drafts_update AFTER UPDATE OF text, hook_pattern, why, model_id ON drafts
WHEN new.dropped_reason IS NULL BEGIN
  INSERT INTO sharing_change SELECT 'draft', new.id, field FROM (
    SELECT 'text' AS field WHERE old.text IS NOT new.text
    UNION ALL SELECT 'hookPattern' WHERE old.hook_pattern IS NOT new.hook_pattern
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
--> statement-breakpoint
-- A member knows its video as soon as this library has it.
CREATE TRIGGER collection_members_videos_insert AFTER INSERT ON videos BEGIN
  UPDATE collection_members SET video_id = new.id WHERE content_hash = new.content_hash;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collections_insert AFTER INSERT ON collections BEGIN
  INSERT INTO sharing_change VALUES ('collection', new.id, '*');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collections_update AFTER UPDATE OF name, note ON collections BEGIN
  INSERT INTO sharing_change SELECT 'collection', new.id, field FROM (
    SELECT 'name' AS field WHERE old.name IS NOT new.name
    UNION ALL SELECT 'note' WHERE old.note IS NOT new.note
  );
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collections_delete AFTER DELETE ON collections BEGIN
  INSERT INTO sharing_change VALUES ('collection', old.id, '');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collection_members_insert AFTER INSERT ON collection_members BEGIN
  INSERT INTO sharing_change VALUES ('membership', new.collection_id || ':' || new.content_hash, '*');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collection_members_update AFTER UPDATE OF position ON collection_members
WHEN old.position IS NOT new.position BEGIN
  INSERT INTO sharing_change VALUES
    ('membership', new.collection_id || ':' || new.content_hash, 'position');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collection_members_delete AFTER DELETE ON collection_members BEGIN
  INSERT INTO sharing_change VALUES ('membership', old.collection_id || ':' || old.content_hash, '');
END;
--> statement-breakpoint
-- What others know a device by; another device id is another device.
CREATE TRIGGER sharing_state_device AFTER UPDATE OF device_id, device_name ON sharing_state
WHEN new.device_name <> '' AND (old.device_id <> new.device_id OR old.device_name <> new.device_name) BEGIN
  INSERT INTO sharing_change VALUES ('device', new.device_id, '*');
END;
