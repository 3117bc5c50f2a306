CREATE TABLE `picture_descriptions` (
	`video_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`text` text NOT NULL,
	`model` text NOT NULL,
	PRIMARY KEY(`video_id`, `at_ms`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
