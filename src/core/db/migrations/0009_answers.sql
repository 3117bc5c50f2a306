CREATE TABLE `answers` (
	`id` text PRIMARY KEY NOT NULL,
	`thread_id` text NOT NULL,
	`question` text NOT NULL,
	`content` text NOT NULL,
	`exchange` text,
	`asked_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `answers_thread` ON `answers` (`thread_id`,`asked_at_ms`);