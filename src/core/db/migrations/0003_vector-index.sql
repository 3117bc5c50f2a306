CREATE TABLE `vector_changes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`space_id` integer NOT NULL,
	`chunk_id` integer NOT NULL,
	FOREIGN KEY (`space_id`) REFERENCES `embedding_spaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `vector_indexes` (
	`space_id` integer PRIMARY KEY NOT NULL,
	`file` text NOT NULL,
	`rows` integer NOT NULL,
	`change_seq` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`space_id`) REFERENCES `embedding_spaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
-- What an index made earlier does not have yet.
CREATE TRIGGER embeddings_insert AFTER INSERT ON embeddings BEGIN
  INSERT INTO vector_changes (space_id, chunk_id) VALUES (new.space_id, new.chunk_id);
END;
