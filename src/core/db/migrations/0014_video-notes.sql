CREATE TABLE `video_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`video_id` text NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer,
	`text` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`edited_at_ms` integer,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `video_notes_time` ON `video_notes` (`video_id`,`start_ms`);