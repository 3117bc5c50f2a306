CREATE TABLE `vector_changes` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`space_id` integer NOT NULL,
	`chunk_id` integer NOT NULL,
	FOREIGN KEY (`space_id`) REFERENCES `embedding_spaces`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`chunk_id`) REFERENCES `chunks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `vector_changes_chunk` ON `vector_changes` (`chunk_id`);--> statement-breakpoint
CREATE TABLE `vector_indexes` (
	`space_id` integer PRIMARY KEY NOT NULL,
	`file` text NOT NULL,
	`rows` integer NOT NULL,
	`change_seq` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`space_id`) REFERENCES `embedding_spaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `video_documents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`video_id` text NOT NULL,
	`is_stale` integer NOT NULL,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `video_documents_video_id_unique` ON `video_documents` (`video_id`);--> statement-breakpoint
CREATE INDEX `video_documents_stale` ON `video_documents` (`id`) WHERE is_stale = 1;--> statement-breakpoint
-- Written by hand from here on: drizzle-kit knows no virtual tables and no triggers.
CREATE VIRTUAL TABLE documents_fts USING fts5(
  text,
  content = '',
  contentless_delete = 1,
  tokenize = "porter unicode61 remove_diacritics 2"
);
--> statement-breakpoint
-- The terms of all documents, to forgive words that are in none.
CREATE VIRTUAL TABLE document_terms USING fts5vocab(documents_fts, 'row');
--> statement-breakpoint
INSERT INTO video_documents (video_id, is_stale) SELECT id, 1 FROM videos;
--> statement-breakpoint
CREATE TRIGGER video_documents_delete AFTER DELETE ON video_documents BEGIN
  DELETE FROM documents_fts WHERE rowid = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER videos_insert_document AFTER INSERT ON videos BEGIN
  INSERT INTO video_documents (video_id, is_stale) VALUES (new.id, 1);
END;
--> statement-breakpoint
CREATE TRIGGER videos_update_document
AFTER UPDATE OF title, description, tags, sound_name, channel_id ON videos BEGIN
  UPDATE video_documents SET is_stale = 1 WHERE video_id = new.id AND is_stale = 0;
END;
--> statement-breakpoint
CREATE TRIGGER chunks_insert_document AFTER INSERT ON chunks BEGIN
  UPDATE video_documents SET is_stale = 1 WHERE video_id = new.video_id AND is_stale = 0;
END;
--> statement-breakpoint
CREATE TRIGGER chunks_delete_document AFTER DELETE ON chunks BEGIN
  UPDATE video_documents SET is_stale = 1 WHERE video_id = old.video_id AND is_stale = 0;
END;
--> statement-breakpoint
CREATE TRIGGER channels_update_document AFTER UPDATE OF name ON channels BEGIN
  UPDATE video_documents SET is_stale = 1
  WHERE is_stale = 0 AND video_id IN (SELECT id FROM videos WHERE channel_id = new.id);
END;
--> statement-breakpoint
-- What an index made earlier does not have yet.
CREATE TRIGGER embeddings_insert AFTER INSERT ON embeddings BEGIN
  INSERT INTO vector_changes (space_id, chunk_id) VALUES (new.space_id, new.chunk_id);
END;
