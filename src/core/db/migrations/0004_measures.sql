CREATE TABLE `observe_failures` (
	`video_id` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`last_at_ms` integer NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `stale_measures` (
	`group_id` text NOT NULL,
	`taken` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`group_id`, `taken`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `video_measures` (
	`video_id` text PRIMARY KEY NOT NULL,
	`outlier_score` real,
	`outlier_low` real,
	`outlier_high` real,
	`outlier_videos` integer,
	`definition` text NOT NULL,
	`views_per_hour` real,
	`views_per_hour_low` real,
	`views_per_hour_high` real,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `videos` ADD `outlier_score` real;--> statement-breakpoint
ALTER TABLE `videos` ADD `views_per_hour` real;--> statement-breakpoint
CREATE INDEX `videos_outlier` ON `videos` (`outlier_score`);--> statement-breakpoint
CREATE INDEX `videos_velocity` ON `videos` (`views_per_hour`);
--> statement-breakpoint
-- What the measures of a channel, or of a video without one, rest on has changed.
CREATE TRIGGER stale_measures_snapshot_insert AFTER INSERT ON metric_snapshots BEGIN
  INSERT INTO stale_measures (group_id) SELECT coalesce(channel_id, id) FROM videos
    WHERE id = new.video_id AND NOT EXISTS (
      SELECT 1 FROM stale_measures WHERE group_id = coalesce(channel_id, id) AND taken = 0);
END;
--> statement-breakpoint
CREATE TRIGGER stale_measures_snapshot_update AFTER UPDATE OF video_id, observed_at_ms, views, rounded_to ON metric_snapshots BEGIN
  INSERT INTO stale_measures (group_id) SELECT DISTINCT coalesce(channel_id, id) FROM videos
    WHERE id IN (old.video_id, new.video_id) AND NOT EXISTS (
      SELECT 1 FROM stale_measures WHERE group_id = coalesce(channel_id, id) AND taken = 0);
END;
--> statement-breakpoint
CREATE TRIGGER stale_measures_snapshot_delete AFTER DELETE ON metric_snapshots BEGIN
  INSERT INTO stale_measures (group_id) SELECT coalesce(channel_id, id) FROM videos
    WHERE id = old.video_id AND NOT EXISTS (
      SELECT 1 FROM stale_measures WHERE group_id = coalesce(channel_id, id) AND taken = 0);
END;
--> statement-breakpoint
CREATE TRIGGER stale_measures_video_update AFTER UPDATE OF channel_id, published_at_ms ON videos
WHEN new.channel_id IS NOT old.channel_id OR new.published_at_ms IS NOT old.published_at_ms BEGIN
  INSERT INTO stale_measures (group_id) SELECT coalesce(old.channel_id, old.id) WHERE NOT EXISTS (
    SELECT 1 FROM stale_measures WHERE group_id = coalesce(old.channel_id, old.id) AND taken = 0);
  INSERT INTO stale_measures (group_id) SELECT coalesce(new.channel_id, new.id) WHERE NOT EXISTS (
    SELECT 1 FROM stale_measures WHERE group_id = coalesce(new.channel_id, new.id) AND taken = 0);
END;
--> statement-breakpoint
CREATE TRIGGER stale_measures_video_delete AFTER DELETE ON videos BEGIN
  DELETE FROM stale_measures WHERE group_id = old.id;
  INSERT INTO stale_measures (group_id) SELECT old.channel_id WHERE old.channel_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM stale_measures WHERE group_id = old.channel_id AND taken = 0);
END;
--> statement-breakpoint
INSERT INTO stale_measures (group_id) SELECT DISTINCT coalesce(channel_id, id) FROM videos
  WHERE id IN (SELECT video_id FROM metric_snapshots);
--> statement-breakpoint
-- What lists are sorted by.
CREATE TRIGGER video_measures_insert AFTER INSERT ON video_measures BEGIN
  UPDATE videos SET outlier_score = new.outlier_score, views_per_hour = new.views_per_hour
    WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER video_measures_update AFTER UPDATE ON video_measures BEGIN
  UPDATE videos SET outlier_score = new.outlier_score, views_per_hour = new.views_per_hour
    WHERE id = new.video_id;
END;
--> statement-breakpoint
CREATE TRIGGER video_measures_delete AFTER DELETE ON video_measures BEGIN
  UPDATE videos SET outlier_score = NULL, views_per_hour = NULL WHERE id = old.video_id;
END;
