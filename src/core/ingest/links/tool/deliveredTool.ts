/** What a source put into a folder of its own. */
export interface DeliveredTool {
  program: string;
  /** Arguments before yt-dlp's own. */
  prefix: string[];
  /** Of the delivered file, which was checked against what its index or publisher says. */
  sha256: string;
}
