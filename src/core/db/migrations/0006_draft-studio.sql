CREATE TABLE `draft_beats` (
	`draft_id` text NOT NULL,
	`position` integer NOT NULL,
	`beat` text NOT NULL,
	`text` text,
	`video_id` text NOT NULL,
	`start_ms` integer NOT NULL,
	`end_ms` integer NOT NULL,
	`quote` text NOT NULL,
	PRIMARY KEY(`draft_id`, `position`),
	FOREIGN KEY (`draft_id`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `draft_versions` (
	`draft_id` text NOT NULL,
	`position` integer NOT NULL,
	`text` text NOT NULL,
	`support` real,
	`written_at_ms` integer NOT NULL,
	PRIMARY KEY(`draft_id`, `position`),
	FOREIGN KEY (`draft_id`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `drafts` ADD `starred_at_ms` integer;--> statement-breakpoint
ALTER TABLE `drafts` ADD `rejected_reason` text;--> statement-breakpoint
ALTER TABLE `drafts` ADD `edited_at_ms` integer;--> statement-breakpoint
ALTER TABLE `drafts` ADD `closeness` real;--> statement-breakpoint
ALTER TABLE `drafts` ADD `novelty` real;
--> statement-breakpoint
-- A text that gives way is kept, whoever changes it.
CREATE TRIGGER drafts_keep_version AFTER UPDATE OF text ON drafts WHEN old.text IS NOT new.text BEGIN
  INSERT INTO draft_versions (draft_id, position, text, support, written_at_ms)
    SELECT old.id, count(*), old.text, old.support, coalesce(old.edited_at_ms, old.created_at_ms)
    FROM draft_versions WHERE draft_id = old.id;
END;
