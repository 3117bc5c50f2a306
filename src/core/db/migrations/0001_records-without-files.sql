CREATE TABLE `comments` (
	`video_id` text NOT NULL,
	`key` text NOT NULL,
	`text` text NOT NULL,
	`author` text,
	`likes` integer,
	`published_at_ms` integer,
	PRIMARY KEY(`video_id`, `key`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `import_rejects` (
	`job_id` text NOT NULL,
	`line` integer NOT NULL,
	`message` text NOT NULL,
	PRIMARY KEY(`job_id`, `line`),
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `imported_lines` (
	`digest` blob PRIMARY KEY NOT NULL,
	`video_id` text NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `imported_lines_video` ON `imported_lines` (`video_id`);--> statement-breakpoint
CREATE TABLE `imports` (
	`job_id` text PRIMARY KEY NOT NULL,
	`records` integer NOT NULL,
	`added` integer NOT NULL,
	`updated` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`rejected` integer NOT NULL,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `channels` ADD `external_id` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `followers` integer;--> statement-breakpoint
CREATE INDEX `channels_external` ON `channels` (`platform`,`external_id`);--> statement-breakpoint
ALTER TABLE `metric_snapshots` ADD `rounded_to` text;--> statement-breakpoint
ALTER TABLE `videos` ADD `external_id` text;--> statement-breakpoint
ALTER TABLE `videos` ADD `sound_name` text;--> statement-breakpoint
ALTER TABLE `videos` ADD `tags` text;--> statement-breakpoint
CREATE INDEX `videos_external` ON `videos` (`external_id`);--> statement-breakpoint
-- Comments are other people's words: their chunks stay on this device.
DROP TRIGGER sharing_chunks_insert;--> statement-breakpoint
CREATE TRIGGER sharing_chunks_insert AFTER INSERT ON chunks WHEN new.kind <> 'comment' BEGIN
  INSERT INTO sharing_change
    SELECT 'chunk', content_hash || ':' || new.kind || ':' || new.start_ms || ':' || new.end_ms, '*' FROM videos WHERE id = new.video_id;
END;
--> statement-breakpoint
DROP TRIGGER sharing_chunks_update;--> statement-breakpoint
CREATE TRIGGER sharing_chunks_update AFTER UPDATE OF text ON chunks WHEN new.kind <> 'comment' BEGIN
  INSERT INTO sharing_change
    SELECT 'chunk', content_hash || ':' || new.kind || ':' || new.start_ms || ':' || new.end_ms, '*' FROM videos WHERE id = new.video_id;
END;
--> statement-breakpoint
DROP TRIGGER sharing_chunks_delete;--> statement-breakpoint
CREATE TRIGGER sharing_chunks_delete AFTER DELETE ON chunks WHEN old.kind <> 'comment' BEGIN
  INSERT INTO sharing_change
    SELECT 'chunk', content_hash || ':' || old.kind || ':' || old.start_ms || ':' || old.end_ms, '' FROM videos WHERE id = old.video_id;
END;
--> statement-breakpoint
DROP TRIGGER sharing_embeddings_insert;--> statement-breakpoint
CREATE TRIGGER sharing_embeddings_insert AFTER INSERT ON embeddings
WHEN (SELECT state = 'active' FROM embedding_spaces WHERE id = new.space_id) BEGIN
  INSERT INTO sharing_change
    SELECT 'chunk', v.content_hash || ':' || c.kind || ':' || c.start_ms || ':' || c.end_ms, 'embedding'
    FROM chunks c JOIN videos v ON v.id = c.video_id
    WHERE c.id = new.chunk_id AND c.kind <> 'comment';
END;
--> statement-breakpoint
DROP TRIGGER sharing_embedding_spaces_update;--> statement-breakpoint
CREATE TRIGGER sharing_embedding_spaces_update AFTER UPDATE OF state ON embedding_spaces
WHEN new.state = 'active' AND old.state <> 'active' BEGIN
  INSERT INTO sharing_change
    SELECT 'chunk', v.content_hash || ':' || c.kind || ':' || c.start_ms || ':' || c.end_ms, 'embedding'
    FROM embeddings e JOIN chunks c ON c.id = e.chunk_id JOIN videos v ON v.id = c.video_id
    WHERE e.space_id = new.id AND c.kind <> 'comment';
END;
--> statement-breakpoint
DROP TRIGGER sharing_videos_delete;--> statement-breakpoint
CREATE TRIGGER sharing_videos_delete BEFORE DELETE ON videos BEGIN
  INSERT INTO sharing_change VALUES
    ('video', old.content_hash, ''), ('transcript', old.content_hash, ''),
    ('hook', old.content_hash, '');
  INSERT INTO sharing_change
    SELECT 'chunk', old.content_hash || ':' || kind || ':' || start_ms || ':' || end_ms, ''
    FROM chunks WHERE video_id = old.id AND kind <> 'comment';
  INSERT INTO sharing_change
    SELECT 'metric', old.content_hash || ':' || observed_at_ms, ''
    FROM metric_snapshots WHERE video_id = old.id;
END;
--> statement-breakpoint
-- Views that are the newest already are not written again: an index would be, too.
DROP TRIGGER metric_snapshots_insert;--> statement-breakpoint
CREATE TRIGGER metric_snapshots_insert AFTER INSERT ON metric_snapshots BEGIN
  UPDATE videos SET latest_views = (SELECT views FROM metric_snapshots
    WHERE video_id = new.video_id AND views IS NOT NULL ORDER BY observed_at_ms DESC LIMIT 1)
  WHERE id = new.video_id AND latest_views IS NOT (SELECT views FROM metric_snapshots
    WHERE video_id = new.video_id AND views IS NOT NULL ORDER BY observed_at_ms DESC LIMIT 1);
END;
