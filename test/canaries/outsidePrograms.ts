import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts programs called yt-dlp and python3 into the folder, for the PATH. Each writes its arguments and
 * environment into `told`. This yt-dlp treats cookies as the real one does: it repeats them in what it
 * writes of a video and, where it cannot read the file, in its error (Python's `http.cookiejar`).
 */
export async function addOutsidePrograms(folder: string, told: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await mkdir(told, { recursive: true });
  const tell = (name: string): string =>
    `printf '%s\\n' "$@" >> '${told}/arguments of ${name}'; env >> '${told}/environment of ${name}'`;
  await add(join(folder, 'python3'), `${tell('python3')}\necho 'pip 26.0 from /usr'`);
  await add(
    join(folder, 'yt-dlp'),
    `${tell('yt-dlp')}
cookies=''
for word in "$@"; do
  if [ "$before" = --cookies ]; then cookies=$(tail -n 1 "$word"); fi
  before=$word
done
printf '%s' "$cookies" >> '${told}/cookies that yt-dlp was given'
value=$(printf '%s' "$cookies" | cut -f 7)
info='{"id":"a","title":"Ferns","extractor_key":"Site","webpage_url":"https://site.example/a",
  "cookies":"session='$value'","http_headers":{"Cookie":"session='$value'"}}'
case " $* " in
  *" --version "*) echo 2099.01.01 ;;
  *fail*)
    echo "ERROR: invalid Netscape format cookies file 'cookies.txt': '$cookies'" >&2
    exit 1 ;;
  *" -J "*) echo "$info" ;;
  *) echo "not a video" > video.mp4; echo "$info" > video.info.json ;;
esac`,
  );
}

async function add(path: string, script: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}
