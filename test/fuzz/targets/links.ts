import { readLink } from '../../../src/core/ingest/links/readLink.ts';
import { createProgressReader } from '../../../src/core/ingest/links/run/downloadProgress.ts';
import { linkErrorOf } from '../../../src/core/ingest/links/run/linkErrorOf.ts';
import { readItemInfo, readLinkInfo } from '../../../src/core/ingest/links/run/linkInfo.ts';
import { expectPlain, expectThat, type FuzzTarget } from '../fuzzTarget.ts';

/** What yt-dlp prints and complains about, of which a page chooses most; and a link itself. */
export const target: FuzzTarget = {
  name: 'links',
  codes: ['link.failed', 'link.unsupported', 'link.removed', 'link.invalid'],
  words: [
    'ERROR: [generic] ',
    'please report this issue on https://x , filling out ',
    '. Confirm you are on the latest version using yt-dlp -U',
    '. Use --cookies ',
    '(caused by ',
    'HTTP Error 429',
    'trendroom-progress {"downloaded_bytes":1,"total_bytes":2}',
    '{"_type":"playlist","entries":[{"_type":"url","url":"https://example.com"}]}',
  ],
  run: (input) => {
    const text = input.toString();
    const failure = linkErrorOf({ stderr: text, old: false });
    expectThat(failure.message.length <= 500, 'a message is short');
    expectPlain(failure.message, 'a message');
    createProgressReader((share, bytes) => {
      expectThat(share >= 0 && share <= 1 && bytes >= 0, 'progress is a share');
    })(text);
    // What was read is written to a file, and handed back to yt-dlp.
    for (const read of [readLinkInfo, readItemInfo, readLink]) {
      attempt(() => JSON.stringify(read(text)));
    }
  },
};

/** Each of the readers gets the input, also when the one before refused it. */
function attempt(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && `${error.code}`.startsWith('link.'))) {
      throw error;
    }
  }
}
