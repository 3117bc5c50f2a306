CREATE TABLE `heard_transcripts` (
	`video_id` text PRIMARY KEY NOT NULL,
	`segments` text NOT NULL,
	`conflicts` text NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `transcript_edits` (
	`id` text PRIMARY KEY NOT NULL,
	`change_id` text NOT NULL,
	`video_id` text NOT NULL,
	`position` integer NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`edited_at_ms` integer NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `transcript_edits_change` ON `transcript_edits` (`change_id`);--> statement-breakpoint
CREATE INDEX `transcript_edits_video` ON `transcript_edits` (`video_id`);--> statement-breakpoint
CREATE INDEX `transcript_edits_edited` ON `transcript_edits` (`edited_at_ms`);--> statement-breakpoint
ALTER TABLE `earlier_transcripts` ADD `heard` text;