CREATE TABLE `work_items` (
	`batch_id` text NOT NULL,
	`custom_id` text NOT NULL,
	`position` integer NOT NULL,
	`subject` text NOT NULL,
	`video_id` text,
	`applied` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`batch_id`, `custom_id`, `position`),
	FOREIGN KEY (`batch_id`) REFERENCES `works`(`batch_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `work_items_video` ON `work_items` (`video_id`,`batch_id`);--> statement-breakpoint
CREATE TABLE `works` (
	`batch_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`target` text NOT NULL,
	`spec` text NOT NULL,
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `works_kind` ON `works` (`kind`,`target`);--> statement-breakpoint
ALTER TABLE `batch_rows` ADD `outcome` text;