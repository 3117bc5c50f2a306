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
