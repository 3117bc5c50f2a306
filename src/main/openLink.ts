import { shell } from 'electron';

const maxUrl = 2_000;

/**
 * Opens a link of the page in the user's browser. What videos and sites say is hostile text, and
 * the system starts a program for almost any scheme: only whole https links pass, without
 * credentials, in the spelling that was checked.
 */
export async function openLink(url: string): Promise<boolean> {
  if (url.length > maxUrl || !URL.canParse(url)) return false;
  const parsed = new URL(url);
  const plain = parsed.username === '' && parsed.password === '';
  if (parsed.protocol !== 'https:' || !plain) return false;
  await shell.openExternal(parsed.href);
  return true;
}
