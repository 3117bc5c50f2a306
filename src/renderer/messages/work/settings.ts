import { counted, whole } from '../numbers.ts';

/** Settings, the health check and backups. */
export const settingsMessages = {
  workSection: {
    local: 'On this computer',
    remote: 'On the team’s servers',
    remoteOrLocal: 'Team’s servers, or this computer if none responds',
    transcripts: 'Transcripts',
    transcriptsNote: 'For newly added videos. If no server responds, the video waits.',
    embeddings: 'Embeddings',
    embeddingsNote: 'For tasks you start. New videos are always embedded on this computer as well.',
    drafts: 'Large draft runs',
    draftsNote: 'Hundreds of variants of one brief.',
    title: 'Heavy tasks',
    where: (task: string) => `Where: ${task}`,
  },
  healthSection: {
    ok: 'OK',
    warning: 'Warning',
    missing: 'Missing',
    version: (version: string) => `Trendroom ${version} on this computer`,
  },
  useChangeSettings: {
    notSaved: 'The setting was not saved',
  },
  networkSection: {
    title: 'Network and links',
    offline: 'Offline mode',
    offlineNote: 'Nothing leaves this computer: no links and no downloads. Everything else works.',
    cookies: 'Cookies file for sites that require sign-in',
    cookiesNote: 'In Netscape format, as exported by browser extensions. Only yt-dlp reads it.',
    removeCookies: 'Remove',
    linkLimit: 'Max. videos per playlist or channel',
    linkLimitRange: 'Enter a whole number from 1 to 5000.',
    linkComments: 'Maximum number of comments per link (0: none are read)',
    linkCommentsRange: 'Enter a whole number from 0 to 500.',
    observeBudget: 'Max. videos per platform when metrics are updated',
    observeBudgetRange: 'Enter a whole number from 1 to 5000.',
    privateLinks: 'Allow links to the local network',
    privateLinksNote:
      'When off, a link from someone else cannot make this computer access your network.',
  },
  librarySection: {
    copy: 'Copy into the library',
    link: 'Hard link on the same disk',
    reference: 'Keep in place',
    copyNote: 'The library keeps its own copy. You can move or delete the original.',
    linkNote:
      'No second copy on the same disk. You can delete the original, but do not edit it in place.',
    referenceNote:
      'Nothing is copied. If you move the file, its video is missing from the library.',
    folder: 'Folder',
    total: (duration: string) => `, ${duration} in total`,
    otherFolder: '. To open another library, start Trendroom with --library FOLDER.',
    originals: 'Originals',
    verify: 'Verify the library',
    verifyNote: 'Checks the database and every stored file.',
    verifying: 'Verifying…',
    verifyNow: 'Verify now',
    healthy: (files: number, size: string) => `No problems found: ${files} files, ${size}.`,
    problems: (count: number) => `${counted(count, 'problem')}:`,
  },
  appearanceSection: {
    outlier: 'Outlier score',
    outlierNote:
      'What the views of a video are compared with. The same age needs several snapshots of each video; ten neighbours work with one.',
    outliers: {
      'channel-median-same-age-v1': 'The channel at the same age',
      'mean-of-ten-neighbours-v1': 'Ten neighbours of the channel',
    },
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    title: 'Appearance',
    theme: 'Theme',
  },
  engineSection: {
    f16: 'f16: full precision',
    q8_0: 'q8_0: about half the memory',
    q4_0: 'q4_0: about two fifths of the memory, less exact',
    title: 'Engine',
    poolTokens: 'KV cache size (tokens)',
    poolTokensNote:
      'Working memory of the language model. 0 sizes it from the free memory. A token is a word or part of a word.',
    poolTokensRange: (max: number) => `Enter a whole number from 0 to ${max}.`,
    precision: 'KV cache precision',
    restart: 'Changes take effect the next time the engine starts.',
  },
  settingsScreen: {
    title: 'Settings',
  },
  linkTool: {
    name: 'yt-dlp',
    update: 'Update',
    old: ' It is more than 90 days old. Update it if a link fails.',
    notInstalled: 'Not installed. Required for links, but not for files and folders.',
    found: (version: string | undefined, age: string) =>
      `Version ${version ?? 'unknown'}, found on this computer.${age}`,
    managed: (version: string | undefined, age: string) =>
      `Version ${version ?? 'unknown'}, installed by Trendroom.${age}`,
  },
  backupSection: {
    title: 'Backup',
    target: 'Back up to',
    passphrase: 'Passphrase (optional)',
    passphraseNote:
      'Encrypts the file. Without the passphrase nobody can restore it; Trendroom does not keep it.',
    backupPassphrase: 'Passphrase of the backup',
    writing: 'Backing up…',
    backUp: 'Back up',
    written: (files: number, size: string) =>
      `Backup complete: ${counted(files, 'file')}, ${size}.`,
    leftOut: (count: number) =>
      ` ${count} missing or damaged files were skipped: verify the library.`,
    referenced: (count: number) => ` ${count} originals kept in place are not included.`,
    source: 'Restore from',
    restoring: 'Restoring…',
    restore: 'Restore…',
    restored: (videos: number) => `Restored ${counted(videos, 'video')}.`,
    previous: (folder: string) => ` The previous library is kept at ${folder}.`,
    confirm: 'Replace this library?',
    explanation: (videos: number) =>
      `The backup is verified first. This library, with ${videos} videos, is then moved aside and kept. Running jobs stop. Servers, the team connection, schedules and jobs are not restored. Originals kept in place are found when you ingest them again.`,
    confirmForeign: 'Restore a backup of unknown origin?',
    foreign:
      'This library did not make the backup on this computer, or it was changed since. A backup brings no jobs, servers or permissions, but its texts and videos will be yours. Restore it only if you know where it comes from.',
    keep: 'Keep this library',
    restoreNow: 'Restore the backup',
  },
  planEffect: {
    noModel: 'Install a language model to see the memory needed.',
    pool: (poolSize: string, tokens: number, modelSize: string) =>
      `The KV cache takes ${poolSize} for ${whole(tokens)} tokens, in addition to ${modelSize} for the model.`,
    saved: (size: string) => `That is ${size} less than with f16.`,
    maxRequest: (tokens: number) => `The longest request is ${whole(tokens)} tokens.`,
    fits: (size: string) => `It fits: ${size} free now.`,
    tooLarge: (size: string) => `It does not fit: only ${size} free now. Choose fewer tokens.`,
  },
  storageBar: {
    media: 'Media',
    database: 'Database and embeddings',
    models: 'Models',
    storage: 'Storage',
    used: (used: string, free: string) => `${used} used, ${free} free on this disk`,
    inPlace: 'Kept in place',
  },
};
