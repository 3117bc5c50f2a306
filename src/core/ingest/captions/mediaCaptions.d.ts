/**
 * media-captions declares its types with paths without an ending, which Node's resolution does
 * not follow. These are the parts used here.
 */
declare module 'media-captions' {
  export interface ParsedCue {
    /** Seconds. */
    startTime: number;
    endTime: number;
    /** With its markup. */
    text: string;
  }
  export interface ParseOptions {
    type: 'srt' | 'vtt';
    /** False: broken cues are skipped. */
    strict: boolean;
    errors: boolean;
  }
  export function parseText(text: string, options: ParseOptions): Promise<{ cues: ParsedCue[] }>;
}
