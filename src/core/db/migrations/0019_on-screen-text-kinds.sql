ALTER TABLE `on_screen_texts` ADD `kind` text DEFAULT 'text' NOT NULL;--> statement-breakpoint
ALTER TABLE `on_screen_texts` ADD `words` text;