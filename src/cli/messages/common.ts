/** Texts that several commands print. */
export const commonMessages = {
  briefId: 'id of the brief, or a unique prefix',
  caFile: 'CA certificate of the server (PEM)',
  fileExists: (path: string) => `${path} exists already. Choose another name.`,
  jobId: 'id of the job, or a unique prefix',
  limit: 'maximum number of results',
  nothingRemoved: 'Nothing to remove.',
  passwordInAddress:
    'Leave the password out of the address: other users of this computer can read it there. Pass --password to read it from standard input, --password-from-env NAME, or set PGPASSWORD.',
  passwordFromInput: 'read the password from standard input',
  passwordFromVariable: 'read the password from an environment variable',
  noVariable: (name: string) => `The environment variable ${name} is not set.`,
  removed: 'Removed.',
  videoId: 'id of the video, or a unique prefix',
  videoIds: 'ids of videos, or unique prefixes',
  workspace: 'workspace to use (default: your first)',
};
