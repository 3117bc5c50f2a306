import { whole } from './numbers.ts';

/** Models: what can be installed, and installing it. */
export const modelsMessages = {
  modelRow: {
    runsWell: 'Runs well',
    slow: 'Slow on this computer',
    tooLarge: 'Does not fit',
    partial: 'Download incomplete',
    damaged: 'Damaged: remove and reinstall',
    starterSet: 'Starter set',
    fit: (fit: string, reason: string) => `${fit}: ${reason}`,
    contextTokens: (count: number) => ` · ${whole(count)} tokens`,
    licence: (licence: string) => ` · ${licence}`,
    resume: 'Resume',
    removed: (model: string, size: string) => `${model} removed, ${size} freed.`,
    notRemoved: (model: string) => `${model} was not removed`,
    confirm: (model: string) => `Remove ${model}?`,
    explanation: (size: string) =>
      `Frees ${size}. Existing results are kept, and you can install the model again.`,
  },
  licenceDialog: {
    title: 'Accept the licences',
    download: (size: string) => `${size} will be downloaded to this computer and verified.`,
    accept: 'Accept and install',
  },
  downloads: {
    notStarted: 'The download did not start',
  },
  modelsScreen: {
    speech: 'Speech',
    speechNote: 'Transcribes speech into words with timestamps.',
    meaning: 'Embedding',
    meaningNote: 'Finds moments by meaning, and similar videos.',
    language: 'Language',
    languageNote: 'Writes hook drafts from evidence.',
    title: 'Models',
    importFile: 'Import a file…',
    installStarter: 'Install the starter set',
    offline:
      'Offline mode is on, so models cannot be downloaded. You can still import a model file.',
  },
  importDialog: {
    installed: (model: string) => `${model} installed.`,
    title: 'Import a model file',
    explanation:
      'Choose a file of one of the models on this screen. Importing accepts its licence.',
    importing: 'Importing…',
    import: 'Import',
    file: 'File on the computer that runs Trendroom',
  },
};
