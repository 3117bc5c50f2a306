interface AllowedPlace {
  canary: string;
  place: RegExp;
  /** Why it has to be there. */
  because: string;
}

const path = 'path of the user';

/** Where each canary may be, and why; anywhere else it has leaked. The passphrase may be nowhere. */
export const allowedPlaces: readonly AllowedPlace[] = [
  {
    canary: 'API key',
    place: /^server: header authorization$/,
    because: 'the server that it was given for asks for it',
  },
  {
    canary: 'TRENDROOM_SECRET_',
    place: /^refusing server: header authorization$/,
    because: 'the server that its _ORIGIN names asks for it',
  },
  {
    canary: 'team password',
    place: /^Postgres: password$/,
    because: 'the database that it was given for asks for it',
  },
  {
    canary: 'cookie',
    place: /^told\/cookies that yt-dlp was given$/,
    because: 'the file that the user chose is for yt-dlp',
  },
  {
    canary: 'loopback token',
    place: /^standard output of serve$/,
    because: 'whoever started the program gets its link',
  },
  {
    canary: path,
    place: /^(?:while open|kept)\/library\/library\.sqlite(?:-wal)?$/,
    because: 'the library knows where its originals came from',
  },
  {
    canary: path,
    place: /^(?:exports\/plain\.tar|restored\/library\.sqlite)$/,
    because: 'a backup is the whole library; after a restore no such path is read (hostileBackup)',
  },
  {
    canary: path,
    place: /^answer to (?:POST \/api\/videos\/ingest|GET \/api\/jobs|POST \/api\/library\/backup)$/,
    because: 'who asked for a file is told about it by its path',
  },
  {
    canary: path,
    place: /^answer to (?:GET|POST) \/api\/settings$/,
    because: 'the setting of the cookies file is a path',
  },
  {
    canary: path,
    place: /^(?:while open|kept)\/trendroom\/consents\/\w+\.json$/,
    because: 'that this cookies file was chosen here, where there is no keychain',
  },
  {
    canary: path,
    place: /^standard output of jobs list$/,
    because: 'the same: why a file was not taken in',
  },
  {
    canary: path,
    place: /^environment of media: TRENDROOM_CONFINEMENT$/,
    because: 'the policy of the helper that reads this one file names it',
  },
];
