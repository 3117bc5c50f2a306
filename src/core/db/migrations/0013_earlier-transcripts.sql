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
CREATE INDEX `earlier_transcripts_video` ON `earlier_transcripts` (`video_id`,`replaced_at_ms`);