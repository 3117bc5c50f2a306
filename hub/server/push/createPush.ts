import type { Database } from '../database.ts';
import { createCampaigns } from './campaigns.ts';
import { countReaders } from './countReaders.ts';
import { createSender } from './sender.ts';
import { createSending } from './sending.ts';
import { createSubscribeLimit, type SubscribeLimit } from './subscribeLimit.ts';
import { createSubscriptions } from './subscriptions.ts';

export type Push = ReturnType<typeof createPush>;

/** Notifications: readers' subscriptions, desks' campaigns, and sending. */
export function createPush({
  database,
  origin,
  services,
  isAlone,
  process,
  limit = createSubscribeLimit(),
}: {
  database: Pick<Database, 'query' | 'transaction'>;
  origin: string;
  /** Origins of push services beside those of browsers. */
  services: readonly string[];
  isAlone: boolean;
  process: string;
  /** How fast strangers may subscribe. */
  limit?: SubscribeLimit;
}) {
  const ownOrigins = new Set(services.map((service) => new URL(service).origin));
  // Whom a service may ask: RFC 8292 wants an address of the web or of mail.
  const contact = origin.startsWith('https:') ? origin : 'mailto:hub@localhost';
  const sender = createSender(ownOrigins, contact);
  return {
    subscriptions: createSubscriptions({ database, ownOrigins, limit }),
    campaigns: createCampaigns(database),
    countReaders: (topics: Parameters<typeof countReaders>[1]) =>
      countReaders(database.query, topics),
    sending: createSending({ database, sender, process, isAlone }),
  };
}
