ALTER TABLE `topics` ADD `written_label` text;--> statement-breakpoint
ALTER TABLE `topics` ADD `written_for` text;--> statement-breakpoint
ALTER TABLE `topics` ADD `written_by` text;--> statement-breakpoint
ALTER TABLE `topics` ADD `written_from` text;