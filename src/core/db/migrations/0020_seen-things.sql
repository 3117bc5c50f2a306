CREATE TABLE `seen_things` (
	`video_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`confidence` real NOT NULL,
	`at_ms` integer NOT NULL,
	`left` real NOT NULL,
	`top` real NOT NULL,
	`right` real NOT NULL,
	`bottom` real NOT NULL,
	PRIMARY KEY(`video_id`, `position`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `seen_things_kind` ON `seen_things` (`kind`,`video_id`);--> statement-breakpoint
CREATE TABLE `video_looks` (
	`video_id` text PRIMARY KEY NOT NULL,
	`brightness` real NOT NULL,
	`motion` real NOT NULL,
	`colours` text NOT NULL,
	`model_version` text,
	`sampled_frames` integer NOT NULL,
	`kept_frames` integer NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
