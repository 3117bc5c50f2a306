CREATE TABLE `saved_search_videos` (
	`search_id` text NOT NULL,
	`video_id` text NOT NULL,
	`is_seen` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`search_id`, `video_id`),
	FOREIGN KEY (`search_id`) REFERENCES `saved_searches`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `saved_searches` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`filters` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`looked_at_ms` integer NOT NULL,
	`since_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_searches_name` ON `saved_searches` ("name" COLLATE NOCASE);