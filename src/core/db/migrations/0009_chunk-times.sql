DROP INDEX `chunks_video`;--> statement-breakpoint
CREATE INDEX `chunks_video_time` ON `chunks` (`video_id`,`start_ms`);