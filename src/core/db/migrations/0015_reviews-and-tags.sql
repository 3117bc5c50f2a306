CREATE TABLE `video_reviews` (
	`video_id` text PRIMARY KEY NOT NULL,
	`status` text,
	`rating` integer,
	`changed_at_ms` integer NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `video_reviews_status` ON `video_reviews` (`status`);--> statement-breakpoint
CREATE INDEX `video_reviews_rating` ON `video_reviews` (`rating`);--> statement-breakpoint
CREATE TABLE `video_tags` (
	`video_id` text NOT NULL,
	`tag` text NOT NULL,
	`tag_key` text NOT NULL,
	PRIMARY KEY(`video_id`, `tag_key`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `video_tags_key` ON `video_tags` (`tag_key`);