CREATE TABLE `compared_pairs` (
	`comparison_id` text NOT NULL,
	`position` integer NOT NULL,
	`from_valid` integer NOT NULL,
	`from_text` text NOT NULL,
	`from_model` text NOT NULL,
	`from_latency_ms` real NOT NULL,
	`from_tokens` integer NOT NULL,
	`to_valid` integer NOT NULL,
	`to_text` text NOT NULL,
	`to_model` text NOT NULL,
	`to_latency_ms` real NOT NULL,
	`to_tokens` integer NOT NULL,
	`agreement` real,
	PRIMARY KEY(`comparison_id`, `position`),
	FOREIGN KEY (`comparison_id`) REFERENCES `comparisons`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `comparisons` (
	`id` text PRIMARY KEY NOT NULL,
	`set_id` text NOT NULL,
	`state` text NOT NULL,
	`from_id` text NOT NULL,
	`from_name` text NOT NULL,
	`from_model` text NOT NULL,
	`to_id` text NOT NULL,
	`to_name` text NOT NULL,
	`to_model` text NOT NULL,
	`started_at_ms` integer NOT NULL,
	`finished_at_ms` integer,
	`error_code` text,
	`error_message` text,
	`kept` text,
	`decided_at_ms` integer,
	FOREIGN KEY (`set_id`) REFERENCES `request_sets`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `request_sets` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `server_switches` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`role` text NOT NULL,
	`from_id` text NOT NULL,
	`from_name` text NOT NULL,
	`from_model` text NOT NULL,
	`to_id` text NOT NULL,
	`to_name` text NOT NULL,
	`to_model` text NOT NULL,
	`at_ms` integer NOT NULL,
	`comparison_id` text,
	`priorities` text NOT NULL,
	`rolled_back_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `server_switches_role` ON `server_switches` (`role`,`id`);--> statement-breakpoint
CREATE TABLE `set_requests` (
	`set_id` text NOT NULL,
	`position` integer NOT NULL,
	`custom_id` text NOT NULL,
	`request` text NOT NULL,
	PRIMARY KEY(`set_id`, `position`),
	FOREIGN KEY (`set_id`) REFERENCES `request_sets`(`id`) ON UPDATE no action ON DELETE cascade
);
