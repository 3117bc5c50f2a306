ALTER TABLE `videos` ADD `latest_views` integer;--> statement-breakpoint
CREATE INDEX `videos_created` ON `videos` (`created_at_ms`);--> statement-breakpoint
CREATE INDEX `videos_published` ON `videos` (`published_at_ms`);--> statement-breakpoint
CREATE INDEX `videos_views` ON `videos` (`latest_views`);--> statement-breakpoint
CREATE INDEX `videos_duration` ON `videos` (`duration_ms`);--> statement-breakpoint
CREATE INDEX `videos_title` ON `videos` ("title" COLLATE NOCASE);--> statement-breakpoint
CREATE INDEX `videos_channel` ON `videos` (`channel_id`);--> statement-breakpoint
CREATE INDEX `videos_platform` ON `videos` ("platform" COLLATE NOCASE);--> statement-breakpoint
CREATE INDEX `videos_language` ON `videos` (`language`);--> statement-breakpoint
CREATE INDEX `videos_source` ON `videos` (`source_url`);--> statement-breakpoint
CREATE INDEX `embeddings_chunk` ON `embeddings` (`chunk_id`);--> statement-breakpoint
CREATE INDEX `keyframes_content` ON `keyframes` (`content_hash`);--> statement-breakpoint
CREATE INDEX `video_media_content` ON `video_media` (`content_hash`);--> statement-breakpoint
CREATE INDEX `citations_video` ON `citations` (`video_id`);--> statement-breakpoint
CREATE INDEX `jobs_video` ON `jobs` (`video_id`);
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
UPDATE videos SET latest_views = (SELECT views FROM metric_snapshots
  WHERE video_id = videos.id AND views IS NOT NULL ORDER BY observed_at_ms DESC LIMIT 1);
