/** Gives the user a text, or a picture, as a file to keep. */
export function saveFile(fileName: string, content: string | Blob): void {
  const blob =
    typeof content === 'string'
      ? new Blob([content], { type: 'text/plain;charset=utf-8' })
      : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has begun to read it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const maxNameCharacters = 80;

/** A file's name made of what it shows: letters and digits alone, so that every system takes it. */
export function fileNameOf(title: string, extension: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? ['chart'];
  const name = [...words.join('-')].slice(0, maxNameCharacters).join('');
  return `${name}.${extension}`;
}
