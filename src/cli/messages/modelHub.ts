/** `models search|files|download|recommend`. */
export const modelHubMessages = {
  search: 'search the model hub (your words are sent to it)',
  words: 'words of a model’s name, such as qwen3 4b',
  limit: 'maximum number of repositories',
  asking: (host: string) => `Asking ${host}…`,
  noRepositories: (host: string) => `${host} has no GGUF repositories for these words.`,
  downloads: (count: string) => `${count} downloads`,
  gated: 'terms to accept on the hub',
  noLicence: 'licence not stated',
  filesNext: 'See the files of one: trendroom models files OWNER/NAME',
  files: 'list the model files of a repository of the hub',
  repository: 'OWNER/NAME on the hub, or the address of its page',
  noFiles: (repository: string) => `${repository} has no GGUF files.`,
  free: (size: string) => `${size} free on the disk of the models.`,
  fits: { good: 'fits', slow: 'slow here', no: 'too large' },
  downloadNext: (repository: string) =>
    `Download one: trendroom models download ${repository} FILE`,
  download: 'download a model file of the hub, once its header was read',
  file: 'file in the repository, as models files lists it',
  licence: (licence: string) => `licence: ${licence}`,
  context: (tokens: string) => `${tokens} tokens of context`,
  base: 'base model, writes by example',
  instruct: 'follows instructions',
  diskAndMemory: (size: string, free: string, fit: string) =>
    `${size}; ${free} free on the disk. ${fit}`,
  recommend: 'list recommended models by the memory that they are meant for',
  madeOn: (day: string) =>
    `List of ${day}. Newer ones: trendroom models search WORDS. Of a file of the hub, the header is read before the download.`,
  memory: (gib: number) => (gib === 0 ? 'For a CPU:' : `For a GPU with ${gib} GB:`),
  installed: 'installed',
  inUse: 'in use',
  installCommand: (id: string) => `trendroom models install ${id}`,
  downloadCommand: (repository: string, path: string) =>
    `trendroom models download ${repository} ${path}`,
} as const;
