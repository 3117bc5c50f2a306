ALTER TABLE `sharing_state` ADD `queue_approved_for` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `batches` ADD `round` integer DEFAULT 0 NOT NULL;