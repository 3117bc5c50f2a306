import { oc } from '@orpc/contract';
import { z } from 'zod';
import { contractErrors } from './common.ts';

/** The yt-dlp that reads links. */
export const linkToolSchema = z.object({
  /** `path`: found on this machine; `app`: installed and updated by Trendroom. */
  source: z.enum(['missing', 'path', 'app']),
  version: z.string().optional(),
  /** True when it is more than 90 days old: platforms change faster than that. */
  old: z.boolean(),
});
export type LinkTool = z.infer<typeof linkToolSchema>;

const base = oc.errors(contractErrors);

export const linksContract = {
  tool: base
    .route({ method: 'GET', path: '/links/tool', summary: 'Get the yt-dlp in use' })
    .output(linkToolSchema),
  installTool: base
    .route({ method: 'POST', path: '/links/tool', summary: 'Install or update yt-dlp' })
    .output(linkToolSchema),
};
