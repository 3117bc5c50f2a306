CREATE TABLE `hook_records` (
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`wins` integer NOT NULL,
	`losses` integer NOT NULL,
	`comparisons` integer NOT NULL,
	`lift` real NOT NULL,
	`lift_sd` real NOT NULL,
	PRIMARY KEY(`kind`, `key`)
);
