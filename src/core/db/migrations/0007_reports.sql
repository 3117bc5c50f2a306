CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`as_of_ms` integer NOT NULL,
	`window_days` integer NOT NULL,
	`is_scheduled` integer NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `reports_created` ON `reports` (`created_at_ms`);