import { counted, whole } from '../numbers.ts';

/** Team, Sharing. */
export const teamSharingMessages = {
  sharingPanel: {
    owner: 'Owner: can read and write',
    editor: 'Editor: can read and write',
    viewer: 'Viewer: can only read',
    title: 'Shared memory',
    branchCopy: 'This branch syncs only with its own copy of the shared memory.',
    branchNone:
      'This branch is not shared, so your experiments stay here. To connect, go back to the library. For a branch with a copy of the shared memory, choose that when you create it.',
    explanation:
      'Share what you learn with your team: transcripts, hooks, drafts, collections and metrics, through your own Postgres. Media, file names and keys are never shared. Everything keeps working offline.',
    connect: 'Connect…',
    with: 'Connected to',
    localDatabase: 'A database on this disk',
    trust: 'Certificate',
    ownCertificate: 'Your own CA certificate',
    lastSync: 'Last sync',
    never: 'Never',
    shared: 'Shared',
    records: (count: number) => counted(count, 'record'),
    role: 'Your role',
    unknownRole: 'Known after a sync',
    keptHere: 'Stored on this computer',
    pending: 'To send',
    nothing: 'Nothing',
    changes: (count: number) => counted(count, 'change'),
    conflicts: 'Conflicts',
    texts: (count: number) => counted(count, 'text'),
    readOnly: (count: number) =>
      `${counted(count, 'change')} waiting on this computer: you have read-only access. Ask the owner to make you an editor. The changes are then sent with the next sync.`,
    stopped: 'Sharing stopped. What you shared stays with the team.',
    stillConnected: 'Still connected',
    more: 'More actions for sharing',
    connectAnother: 'Connect to another database…',
    stopSharing: 'Stop sharing',
  },
  conflictLabels: {
    of: (field: string, kind: string) => `${field} of a ${kind}`,
    ofNamed: (field: string, kind: string, label: string) => `${field} of the ${kind} “${label}”`,
    thisComputer: 'This computer',
    computer: (id: string) => `Computer ${id}`,
  },
  syncLine: {
    stop: 'Stop',
    syncNow: 'Sync now',
    counts: (sent: number, received: number) => `${whole(sent)} sent, ${whole(received)} received`,
    skipped: (count: number) => `, ${whole(count)} skipped: not written by Trendroom`,
    notStarted: 'The sync did not start',
    notStopped: 'The sync was not stopped',
    sync: 'Sync',
  },
  conflictCard: {
    resolved: 'Resolved. Your teammates get it with the next sync.',
    merge: 'Write a merged text…',
    mergedText: 'Merged text',
    useText: 'Use this text',
    shown: ' · currently shown',
    keepMine: 'Keep mine',
    keepThis: 'Keep this',
    of: (writer: string) => `of ${writer}`,
  },
  sharingSection: {
    title: 'What is shared',
    sent: 'With the next sync',
    sentList:
      'Titles, descriptions, channels, dates and links of videos; transcripts and on-screen text with their embeddings; hooks, drafts, collections and metrics; the name of this computer.',
    never: 'Never',
    neverList: 'Videos, audio and pictures; file names and folders; settings; keys.',
    conflicts: 'When two computers edit the same text',
    conflictsExplanation:
      'The latest edit of a field wins. For titles, descriptions, drafts and collection names, both versions are kept until someone chooses.',
  },
  conflictsDialog: {
    title: 'Edited on two computers at once',
    explanation:
      'Everyone sees the newest version until someone chooses. Your choice reaches every computer with the next sync.',
    none: 'All conflicts are resolved.',
    label: 'Conflicts',
  },
  connectDialog: {
    title: 'Share with a team',
    explanation:
      'The next sync sends titles, links, transcripts, chunks with their embeddings, hooks, drafts, collections and metrics of this library, and the name of this computer. Media, file names, settings and keys are never sent.',
    connecting: 'Connecting…',
    connect: 'Connect',
    where: 'Database',
    postgres: 'Team Postgres',
    local: 'On this disk',
    localNote:
      'The same tables without a server, for one person. You can move to a Postgres later.',
    address: 'Address with user and password',
    passwordNote:
      'The password is stored only in the system keychain. TLS is required for other computers.',
    noKeychain:
      'No system keychain available: the password is kept until Trendroom quits. TLS is required for other computers.',
    workspace: 'Workspace',
    workspaceExample: 'Your first workspace',
    ownCertificate: 'Your own CA certificate',
  },
};
