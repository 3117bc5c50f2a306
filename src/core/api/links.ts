import type { Links } from '../ingest/index.ts';
import { api } from './implementer.ts';

/** The yt-dlp that reads links: which it is, install or update it. */
export function linkHandlers(links: Links) {
  return {
    tool: api.links.tool.handler(({ signal }) => links.tool(signal)),
    installTool: api.links.installTool.handler(({ signal }) => links.installTool(signal)),
  };
}
