import type { Beat, DraftScore } from '../../contract/index.ts';
import { counted } from './numbers.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Drafts: the brief, its hooks and their evidence. */
export const draftsMessages = {
  briefList: {
    label: 'Earlier briefs',
    writing: 'writing',
    remove: (when: string) => `Remove the brief of ${when}`,
    none: 'no drafts kept',
    drafts: (count: number) => counted(count, 'draft'),
    withStarred: (drafts: string, starred: number) => `${drafts}, ${starred} starred`,
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
  exportMenu: {
    label: 'Export the brief',
    html: 'Page with stills (HTML)',
    text: 'Text',
    csv: 'Table (CSV)',
    notExported: 'The brief was not exported',
  },
  ownExamples: {
    label: 'Examples from your starred and edited hooks',
    from: (text: string, topic: string) => `${text} (brief: ${topic})`,
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
    extending: 'Writing another draft',
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
    copied: 'Draft copied.',
    copyCited: 'Copy with citations',
    star: (number: number) => `Star draft ${number}`,
    edit: (number: number) => `Edit draft ${number}`,
    regenerate: (number: number) => `Write another draft like ${number}`,
    regenerateOther: 'Write another from a new moment',
    outline: 'Write an outline',
    outlineAgain: 'Write the outline again',
    merge: 'Merge with another draft…',
    mergeWith: 'Merge the chosen draft with this one',
    chooseSecond: 'Choose a second draft and press M on it.',
    reject: (number: number) => `Reject draft ${number}`,
    more: (number: number) => `More actions for draft ${number}`,
    copiedCited: 'Draft copied with its citations.',
    conflict: 'This draft was edited on two computers at once. The newest text is shown.',
    resolve: 'Choose',
    citations: 'Citations',
    playSource: 'Play source',
    notCopied: 'The draft was not copied',
  },
  draftActions: {
    failed: 'The draft was not changed',
    busy: 'Drafts are being written. Wait for them, or stop them first.',
    notWritten: 'No other draft was written',
    noneKept: 'No other draft was kept. See why under “Not kept”.',
    rejected: 'Draft rejected.',
    undo: 'Undo',
  },
  draftEditor: {
    text: (number: number) => `Text of draft ${number}`,
    save: 'Save',
    words: (words: number, max: number) => `${words} of ${max} words`,
  },
  draftMeasure: {
    support: (probability: number) => `Support ${percent(probability)}`,
    supportExplanation:
      'How likely the cited moment says what the draft claims, as the model judges. Below 70 %, drafts of the model are not kept. Play the moment to be sure.',
    score: (total: number) => `Score ${Math.round(total * 100)}`,
    scoreOf: ({ total, support, closeness, novelty, record }: Partial<DraftScore>) =>
      [
        `Score ${Math.round((total ?? 0) * 100)}`,
        ...(support === undefined ? [] : [`supported ${percent(support)}`]),
        ...(closeness === undefined ? [] : [`close to the brief ${percent(closeness)}`]),
        ...(novelty === undefined ? [] : [`new to the library ${percent(novelty)}`]),
        ...(record === undefined ? [] : [`${recordOf(record.of)} ${percent(record.value)}`]),
      ].join(', '),
    parts: {
      support: 'Supported by its moment',
      closeness: 'Close to the brief',
      novelty: 'Unlike openings you have',
      record: recordOf,
    },
    percent: (share: number) => percent(share),
    unknown: 'unknown',
  },
  draftOutline: {
    label: 'Outline',
    beats: { hook: 'Hook', turn: 'Turn', proof: 'Proof', close: 'Close' } satisfies Record<
      Beat,
      string
    >,
    yours: 'No supported sentence was written. Write it from this moment.',
    writing: 'Writing the outline…',
    notWritten: 'No outline was written',
  },
  draftStatus: {
    rejected: (reason: string) => `Rejected: ${reason}.`,
    restore: 'Undo',
    notChecked: 'Edited, not checked against its moments.',
    check: 'Check',
    checked: 'Edited, and checked again.',
  },
  draftVersions: {
    title: (count: number) => `Earlier texts (${count})`,
    models: 'The model’s:',
    restore: 'Use this',
  },
  rejectReasons: {
    why: 'Why reject it?',
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
    untrue: 'Not true',
    dull: 'Dull',
    offVoice: 'Not my voice',
    offTopic: 'Off topic',
    used: 'Used before',
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

/** Wins, losses and n of what decided experiments tell, and the lift that is believed of it. */
function recordOf(of: NonNullable<DraftScore['record']>['of']): string {
  return of
    .map(({ kind, key, wins, losses, comparisons, lift, liftSd }) => {
      const what = kind === 'pattern' ? `Experiments with ${key} hooks` : `Experiments on ${key}`;
      const points = (share: number): string => `${Math.round(share * 100)}`;
      return `${what}: ${wins} won, ${losses} lost of ${comparisons}, lift ${points(lift)} ± ${points(2 * liftSd)} %`;
    })
    .join('; ');
}
