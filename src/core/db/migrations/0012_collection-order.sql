DROP INDEX `collection_members_order`;--> statement-breakpoint
CREATE INDEX `collection_members_order` ON `collection_members` (`collection_id`,`position`,`content_hash`,`video_id`);