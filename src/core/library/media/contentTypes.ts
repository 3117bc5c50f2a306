/** Nothing that a browser would run: no HTML, no SVG, no script. */
const types: Record<string, string> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  // Chromium plays what is in these when it is told that they are MP4 and WebM.
  '.mov': 'video/mp4',
  '.mkv': 'video/webm',
  '.webm': 'video/webm',
  '.ogv': 'video/ogg',
  '.3gp': 'video/3gpp',
  '.mpg': 'video/mpeg',
  '.mpeg': 'video/mpeg',
  '.ts': 'video/mp2t',
  '.m2ts': 'video/mp2t',
  '.mts': 'video/mp2t',
  '.avi': 'video/x-msvideo',
  '.flv': 'video/x-flv',
  '.wmv': 'video/x-ms-wmv',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.aac': 'audio/aac',
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.wma': 'audio/x-ms-wma',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
};

/** The media type of a stored file's extension; plain bytes for any other. */
export function contentTypeOf(extension: string): string {
  return types[extension] ?? 'application/octet-stream';
}
