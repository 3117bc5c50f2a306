import { counted } from './numbers.ts';

/** Drafts: the brief, its hooks and their evidence. */
export const draftsMessages = {
  briefList: {
    label: 'Earlier briefs',
    writing: 'writing',
    remove: (when: string) => `Remove the brief of ${when}`,
    none: 'no drafts kept',
    drafts: (count: number) => counted(count, 'draft'),
  },
  earlierBriefs: {
    title: 'Earlier briefs',
    none: 'No earlier briefs.',
  },
  removeDialog: {
    title: 'Remove this brief and its drafts?',
    explanation: 'The cited videos stay in the library. This cannot be undone.',
  },
  briefForm: {
    brief: 'Brief',
    topic: 'Topic',
    topicExample: 'What the hooks are about',
    audience: 'Audience',
    audienceExample: 'Who the hooks are for (optional)',
    tone: 'Tone',
    toneExample: 'Such as dry, warm, urgent',
    maxWords: 'Max. words',
    drafts: 'Drafts',
    model: 'Model',
    modelInUse: (model: string) => `${model} (in use)`,
    stop: 'Stop',
    write: 'Write drafts',
    ctrl: 'Ctrl',
    enter: 'Enter',
    onServers: 'Draft many on team servers…',
    topicLimit: 'Enter a topic of at most 500 characters.',
    audienceLimit: 'Use at most 200 characters.',
    toneLimit: 'Use at most 100 characters.',
    wordsRange: 'Enter a whole number from 4 to 60.',
    countRange: 'Enter a whole number from 1 to 20.',
  },
  citationPane: {
    label: 'Citations',
  },
  runHeader: {
    audience: (audience: string) => `for ${audience}`,
    maxWords: (count: number) => `at most ${count} words`,
    writtenBy: (model: string) => `Written by ${model}.`,
    progress: (kept: number, wanted: number) => `${kept} of ${wanted}`,
    searching: 'Looking for evidence',
    writing: (kept: string) => `Writing, ${kept} kept`,
    stopped: (kept: string) => `Stopped, ${kept} kept`,
    interrupted: (kept: string) => `Interrupted, ${kept} kept`,
  },
  briefView: {
    label: 'Drafts of the brief',
    writeAgain: 'Write again',
    noneKept: 'No drafts were kept. Try a larger model or a broader topic.',
    someKept: (kept: number, wanted: number) =>
      `${kept} of ${wanted} drafts ${kept === 1 ? 'was' : 'were'} kept.`,
  },
  draftList: {
    drafts: 'Drafts',
    inProgress: 'Draft in progress',
    writing: 'Writing',
  },
  draftCard: {
    draft: (number: number) => `Draft ${number}`,
    copy: (number: number) => `Copy draft ${number}`,
    support: (probability: number) => `Support ${Math.round(probability * 100)} %`,
    supportExplanation:
      'How likely the cited moment says what the draft claims, as the model that wrote it judges. Drafts below 70 % are not kept. Play the moment to be sure.',
    copied: 'Draft copied.',
    copyCited: (number: number) => `Copy draft ${number} with its citations`,
    copiedCited: 'Draft copied with its citations.',
    conflict: 'This draft was edited on two computers at once. The newest text is shown.',
    resolve: 'Choose',
    citations: 'Citations',
    playSource: 'Play source',
    notCopied: 'The draft was not copied',
  },
  notKept: {
    title: (count: number) => `Not kept (${count})`,
  },
  draftLabels: {
    question: 'Question',
    number: 'Number',
    contrast: 'Contrast',
    command: 'Command',
    confession: 'Confession',
    surprise: 'Surprise',
    promise: 'Promise',
    story: 'Story',
    copiesSource: 'It copies a video word for word.',
    repeatsDraft: 'It repeats another draft.',
    tooShort: 'It is too short for a hook.',
    tooLong: 'It exceeds the word limit of the brief.',
    wrongPattern:
      'It does not follow its hook pattern, such as asking a question or naming a number.',
    unsupported: 'Its claim is not supported by the moments it cites.',
    followsVideo: 'It follows an instruction that stands in a video.',
    repeatsInstructions: 'It repeats the instructions that the model was given.',
  },
  runFailure: {
    noEvidence: 'No evidence on this topic in the library',
    searchForIt: 'Search for it',
    noEvidenceExplanation:
      'Drafts are based on moments of your videos. Add videos on this topic, or broaden the topic.',
    noModel: 'No language model is installed',
    noModelExplanation:
      'Drafts are written by a language model on this computer. Install one on the Models screen.',
    writeAgain: 'Write again',
  },
  draftsScreen: {
    title: 'Drafts',
    briefGone: 'Brief not found',
    briefGoneExplanation: 'It was removed. Choose another brief, or write new drafts.',
    empty: 'Hooks based on what you have seen',
    emptyExplanation:
      'Enter a topic. Trendroom finds matching moments in your videos, and a model on this computer drafts hooks from them. Every draft cites its sources.',
  },
};
