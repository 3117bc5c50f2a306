CREATE TABLE `topic_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`space_id` integer,
	`clustered_at_ms` integer NOT NULL,
	`clustered_videos` integer NOT NULL,
	`made_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `topic_videos` (
	`video_id` text PRIMARY KEY NOT NULL,
	`topic_id` text,
	`likeness` real,
	`is_by_hand` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `topic_videos_topic` ON `topic_videos` (`topic_id`);--> statement-breakpoint
CREATE TABLE `topics` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`name` text,
	`words` text NOT NULL,
	`source` text NOT NULL,
	`is_pinned` integer DEFAULT false NOT NULL,
	`is_split` integer DEFAULT false NOT NULL,
	`merged_into` text,
	`center` blob,
	`min_likeness` real,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `metric_snapshots_observed` ON `metric_snapshots` (`observed_at_ms`,`video_id`,`views`,`rounded_to`);--> statement-breakpoint
CREATE INDEX `videos_trends` ON `videos` (`id`,`published_at_ms`,`created_at_ms`,`channel_id`,`platform`,`language`);