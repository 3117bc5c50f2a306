import { counted, whole } from '../numbers.ts';

/** Team, Branches. */
export const teamBranchesMessages = {
  branchRow: {
    open: 'Open',
    creating: 'Creating',
    incomplete: 'Incomplete',
    distance: (distance: string) => `${distance} · `,
    incompleteExplanation:
      'Creating or deleting this branch was interrupted. Delete it to clean up.',
    openLabel: (branch: string) => `Open ${branch}`,
    openAction: 'Open',
    compareLabel: (branch: string) => `Compare ${branch}`,
    compare: 'Compare…',
    deleteLabel: (branch: string) => `Delete ${branch}`,
    deleting: 'Deleting…',
    delete: 'Delete…',
  },
  makingLine: {
    database: 'Copying the database',
    media: 'Sharing the stored files',
    team: 'Copying the team’s tables',
    starting: 'Starting',
  },
  compareDialog: {
    kept: (count: number) => `${whole(count)} kept.`,
    title: (branch: string) => `Changes in ${branch}`,
    explanation:
      'Each record is compared with the library and with its version when the branch was created.',
    keeping: 'Keeping…',
    keep: (count: number) => `Keep ${whole(count)}`,
    notKept: (record: string, reason: string) => `Not kept: ${record}. ${reason}`,
    nothing: 'No changes to keep.',
  },
  useBranches: {
    notOpened: 'The branch was not opened',
    notRemoved: 'The branch was not deleted',
    removed: (branch: string) => `${branch} deleted.`,
  },
  newBranchDialog: {
    none: 'None: the branch is not shared',
    schema: 'Its tables, in a separate schema',
    neon: 'All of it, as a Neon branch',
    title: 'New branch',
    explanation:
      'A copy of this library as it is now. Open it, try things out, compare, and keep the changes you want.',
    nameExample: 'Shorter titles',
    purpose: 'Purpose',
    teamCopy: 'Copy of the team database',
    neonProject: 'Neon project ID',
    newKey: 'New API key',
    key: 'API key',
    keyNote: 'Stored in the system keychain and sent only to Neon.',
    cost: 'Space and time needed',
    estimate: (estimate: string, free: string) => `Needs ${estimate}. Free: ${free}.`,
  },
  removeBranchDialog: {
    nothingLost: 'It has no changes of its own.',
    lost: (changes: number) => `${counted(changes, 'change')} not kept will be lost.`,
    copy: ' Its copy of the team database is deleted too.',
    title: (branch: string) => `Delete ${branch}?`,
    explanation: (lost: string, copy: string) => `${lost}${copy} The library is not changed.`,
  },
  branchesPanel: {
    title: 'Branches',
    create: 'New branch…',
    openNow:
      'You cannot create, open or delete branches while a branch is open. Go back to the library first.',
    empty: 'No branches yet',
    emptyExplanation:
      'Try things out on a copy of the library: clean up, retitle, re-embed. Keep what works and delete the rest.',
  },
  branchLabels: {
    none: 'Library only',
    schema: 'With the team’s tables in a separate schema',
    neon: 'With a Neon branch of the database',
    notCompared: 'Not compared',
    same: 'Same as the library',
    ahead: (count: number) => `${whole(count)} ahead`,
    behind: (count: number) => `${whole(count)} behind the library`,
    libraryAhead: (changes: number) =>
      ` The library has ${counted(changes, 'change')} that the branch does not have.`,
    nothingAhead: (library: string) => `The branch has no changes of its own.${library}`,
    branchAhead: (changes: number, library: string) =>
      `The branch has ${counted(changes, 'change')} that the library does not have.${library} Keeping a change writes it to the library. The branch is not changed.`,
    onDisk: (size: string) => `${size} on this disk`,
    inTeamDatabase: (size: string) => `${size} in the team database`,
    seconds: (count: number) => `about ${count} s`,
    filesShared: (files: string) => `${files} stored files shared, not copied`,
    filesCopied: (files: string, size: string) =>
      `${files} stored files copied (${size}), because this disk has no hard links`,
    video: 'Video',
    transcript: 'Transcript',
    chunk: 'Chunks of a video',
    hook: 'Hook',
    draft: 'Draft',
    metric: 'Metrics',
    collection: 'Collection',
    membership: 'Video in a collection',
    computer: 'Computer',
    kindAndCount: (kind: string, count: number) => `${kind} (${whole(count)})`,
  },
  changeList: {
    added: 'Added',
    changed: 'Changed',
    removed: 'Removed',
    changes: 'Changes',
    conflict: 'Also changed in the library',
    fields: (fields: readonly string[]) => `: ${fields.join(', ')}`,
    nothing: 'nothing',
  },
};
