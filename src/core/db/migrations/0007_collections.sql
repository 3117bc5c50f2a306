CREATE TABLE `collection_members` (
	`collection_id` text NOT NULL,
	`content_hash` text NOT NULL,
	`video_id` text,
	`position` real NOT NULL,
	PRIMARY KEY(`collection_id`, `content_hash`),
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `collection_members_order` ON `collection_members` (`collection_id`,`position`,`content_hash`);--> statement-breakpoint
CREATE INDEX `collection_members_content` ON `collection_members` (`content_hash`);--> statement-breakpoint
CREATE INDEX `collection_members_video` ON `collection_members` (`video_id`);--> statement-breakpoint
CREATE TABLE `collections` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`note` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `sharing_state` ADD `role` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `sharing_state` ADD `desk_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `sharing_state` ADD `knows` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `shared_records_conflicted` ON `shared_records` (`row_id`) WHERE "shared_records"."conflicted" = 1;
--> statement-breakpoint
-- Written by hand from here on. A member knows its video as soon as this library has it.
CREATE TRIGGER collection_members_videos_insert AFTER INSERT ON videos BEGIN
  UPDATE collection_members SET video_id = new.id WHERE content_hash = new.content_hash;
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collections_insert AFTER INSERT ON collections BEGIN
  INSERT INTO sharing_change VALUES ('collection', new.id, '*');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collections_update AFTER UPDATE OF name, note ON collections BEGIN
  INSERT INTO sharing_change SELECT 'collection', new.id, field FROM (
    SELECT 'name' AS field WHERE old.name IS NOT new.name
    UNION ALL SELECT 'note' WHERE old.note IS NOT new.note
  );
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collections_delete AFTER DELETE ON collections BEGIN
  INSERT INTO sharing_change VALUES ('collection', old.id, '');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collection_members_insert AFTER INSERT ON collection_members BEGIN
  INSERT INTO sharing_change VALUES ('membership', new.collection_id || ':' || new.content_hash, '*');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collection_members_update AFTER UPDATE OF position ON collection_members
WHEN old.position IS NOT new.position BEGIN
  INSERT INTO sharing_change VALUES
    ('membership', new.collection_id || ':' || new.content_hash, 'position');
END;
--> statement-breakpoint
CREATE TRIGGER sharing_collection_members_delete AFTER DELETE ON collection_members BEGIN
  INSERT INTO sharing_change VALUES ('membership', old.collection_id || ':' || old.content_hash, '');
END;
--> statement-breakpoint
-- What others know a desk by; another desk id is another desk.
CREATE TRIGGER sharing_state_desk AFTER UPDATE OF desk_id, desk_name ON sharing_state
WHEN new.desk_name <> '' AND (old.desk_id <> new.desk_id OR old.desk_name <> new.desk_name) BEGIN
  INSERT INTO sharing_change VALUES ('desk', new.desk_id, '*');
END;
