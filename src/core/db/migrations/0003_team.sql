CREATE TABLE `batch_rows` (
	`batch_id` text NOT NULL,
	`custom_id` text NOT NULL,
	`position` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`request` text NOT NULL,
	`response` text,
	`model` text,
	`endpoint_id` text,
	`input_tokens` integer DEFAULT 0 NOT NULL,
	`output_tokens` integer DEFAULT 0 NOT NULL,
	`cost` real DEFAULT 0 NOT NULL,
	`error_code` text,
	`error_message` text,
	`finished_at_ms` integer,
	PRIMARY KEY(`batch_id`, `custom_id`),
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `batch_rows_state` ON `batch_rows` (`batch_id`,`state`,`position`);--> statement-breakpoint
CREATE TABLE `batches` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`place` text NOT NULL,
	`state` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`finished_at_ms` integer
);
--> statement-breakpoint
CREATE TABLE `endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`url` text NOT NULL,
	`model` text NOT NULL,
	`priority` integer NOT NULL,
	`enabled` integer NOT NULL,
	`max_concurrency` integer NOT NULL,
	`ca_pem` text NOT NULL,
	`proxy_url` text NOT NULL,
	`input_price` real NOT NULL,
	`output_price` real NOT NULL,
	`approved_at_ms` integer,
	`contract` text,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `schedule_runs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`due_at_ms` integer NOT NULL,
	`started_at_ms` integer NOT NULL,
	`finished_at_ms` integer,
	`outcome` text NOT NULL,
	`reason` text NOT NULL,
	`words` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `schedule_runs_kind` ON `schedule_runs` (`kind`,`id`);--> statement-breakpoint
CREATE TABLE `schedules` (
	`kind` text PRIMARY KEY NOT NULL,
	`cron` text,
	`enabled` integer,
	`seen_until_ms` integer
);
