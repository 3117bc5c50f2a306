ALTER TABLE `topics` ADD `theme_id` text;--> statement-breakpoint
ALTER TABLE `topics` ADD `theme` text;