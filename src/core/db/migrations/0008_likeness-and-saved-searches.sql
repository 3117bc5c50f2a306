CREATE TABLE `duplicate_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`likeness` real NOT NULL,
	`signs` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `duplicate_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`made_at_ms` integer NOT NULL,
	`compared` integer NOT NULL,
	`prints` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `duplicate_videos` (
	`video_id` text PRIMARY KEY NOT NULL,
	`group_id` text NOT NULL,
	`likeness` real NOT NULL,
	`is_first` integer NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`group_id`) REFERENCES `duplicate_groups`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `duplicate_videos_group` ON `duplicate_videos` (`group_id`);--> statement-breakpoint
CREATE TABLE `video_prints` (
	`video_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`frames` blob,
	`sound` blob,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
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
--> statement-breakpoint
-- Lists that hide reposts show one of each group: when that one is removed, the next is shown.
CREATE TRIGGER duplicate_videos_first AFTER DELETE ON duplicate_videos WHEN old.is_first = 1 BEGIN
  UPDATE duplicate_videos SET is_first = 1 WHERE video_id = (
    SELECT d.video_id FROM duplicate_videos d JOIN videos v ON v.id = d.video_id
    WHERE d.group_id = old.group_id
    ORDER BY v.published_at_ms IS NULL, v.published_at_ms, v.created_at_ms, v.id LIMIT 1);
END;
