CREATE TABLE `sound_regions` (
	`video_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`language` text,
	`label` text,
	PRIMARY KEY(`video_id`, `position`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
