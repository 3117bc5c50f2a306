CREATE TABLE `product_judgements` (
	`product_id` integer NOT NULL,
	`video_id` text NOT NULL,
	`source` text NOT NULL,
	`start_ms` integer NOT NULL,
	`is_right` integer NOT NULL,
	`kind` text,
	PRIMARY KEY(`product_id`, `video_id`, `source`, `start_ms`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`video_id`) REFERENCES `videos`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `product_judgements_video` ON `product_judgements` (`video_id`);--> statement-breakpoint
ALTER TABLE `products` ADD `brand` text;--> statement-breakpoint
ALTER TABLE `products` ADD `category` text;--> statement-breakpoint
ALTER TABLE `products` ADD `aliases` text;--> statement-breakpoint
ALTER TABLE `video_products` ADD `is_found` integer DEFAULT false NOT NULL;