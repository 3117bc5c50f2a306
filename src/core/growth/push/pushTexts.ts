import type { PushMessage } from '../../../contract/index.ts';

/** What experiments of campaigns say. */
export const pushTexts = {
  name: (title: string) => `Notification: ${title}`,
  hypothesis: (days: number) =>
    `More readers open a page within ${days === 1 ? 'a day' : `${days} days`} when they are notified.`,
  heldOut: 'No notification',
  sent: ({ title, body }: PushMessage) => `${title}: ${body}`,
  tooLarge: (bytes: number, most: number) =>
    `The message takes ${bytes.toLocaleString('en')} bytes of ${most.toLocaleString('en')}.`,
};
