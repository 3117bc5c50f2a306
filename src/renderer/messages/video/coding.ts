/** The codebook, coded spans and their quotes. */
export const codingMessages = {
  panel: 'Codes',
  label: 'Coded spans',
  stripes: 'Coded spans along the video',
  none: 'Nothing coded yet',
  noneExplanation:
    'Mark a span with I and O, or select words of the transcript, then press C and choose a code. Without either it is the shot that is shown.',
  code: 'Code the span',
  codeSelection: 'Code what is selected',
  span: (from: string, to: string) => `${from} – ${to}`,
  remove: (code: string, place: string) => `Take the code ${code} off ${place}`,
  coded: (code: string, place: string) => `Coded ${code} at ${place}`,
  removed: (code: string) => `Code taken off: ${code}`,
  notCoded: 'The span was not coded',
  notRemoved: 'The code was not taken off',
  silence: 'Nothing is said here',
  by: (coder: string) => `by ${coder}`,
  library: {
    open: 'All codes',
    title: 'Codes of the library',
    exchange: 'Other programs',
    exchangeExplanation:
      'Codes, coded spans and notes as a REFI-QDA project (.qdpx), the exchange format of programs for qualitative analysis. An import adds what is missing and changes nothing that is here.',
    importProject: 'Import a project',
    exportProject: 'Export the project',
    exportQuotes: 'Export quotes as CSV',
    notExported: 'The codes were not exported',
    notImported: 'The project was not imported',
    codes: 'Codes',
    quotes: 'Coded spans',
    notes: 'Notes',
    imported: (what: string, added: number, known: number) =>
      `${what}: ${added} added, ${known} known`,
    coders: (names: string) => `Coded by ${names}`,
    nobody: 'nobody named',
    unknownVideo: (name: string, quotes: number) =>
      `Not in the library: ${name} (${quotes} coded ${quotes === 1 ? 'span' : 'spans'})`,
    unknownVideosHint: 'Ingest these videos, then import the file again.',
    leftOut: (what: string, count: number) => `Left out: ${count} × ${what}`,
  },
  quotes: {
    title: 'Quotes of a code',
    code: 'Code, with those below it',
    noCodes: 'There are no codes yet. Press C in a video to make the first.',
    none: 'No span has this code.',
    count: (shown: number, total: number) =>
      shown === total
        ? `${total.toLocaleString('en')} ${total === 1 ? 'quote' : 'quotes'}.`
        : `The first ${shown.toLocaleString('en')} of ${total.toLocaleString('en')} quotes; the CSV has all.`,
    keys: 'Arrows go through them, Enter plays.',
    open: 'Open the video here',
  },
  together: {
    title: 'Codes together',
    none: 'No two codes overlap.',
    codes: 'Codes',
    overlaps: {
      name: 'Overlaps',
      meaning: 'Spans of the one code with spans of the other that one coder has put over them',
    },
    videos: 'Videos',
    pair: (first: string, second: string) => `${first} + ${second}`,
  },
  records: {
    title: 'How videos with a code do',
    none: 'No coded video has an outlier score that meets these conditions. A score needs 5 videos of a channel, with their views.',
    basis: (videos: number, noScore: number) =>
      `n = ${videos.toLocaleString('en')} coded ${videos === 1 ? 'video' : 'videos'} with an outlier score${noScore === 0 ? '' : `; ${noScore.toLocaleString('en')} without one left out`}`,
    begins: 'Coded',
    anywhere: 'Anywhere in the video',
    within: (seconds: number) => `In the first ${seconds} s`,
    together: 'Together with',
    any: 'Any code or none',
    code: 'Code',
    n: { name: 'n', meaning: 'Videos that have the code, or one below it, and an outlier score' },
    median: (definition: string) => ({
      name: 'Median',
      meaning: `Of their outlier scores. ${definition}`,
    }),
    interval: { name: '95 %', meaning: 'Bootstrap interval of the median' },
    others: { name: 'Others', meaning: 'The median of all other coded videos' },
    difference: {
      name: 'Difference',
      meaning:
        'Mann-Whitney test, two-sided, its p-value adjusted for all codes in the table (Benjamini-Hochberg). Of those marked “differs”, one in twenty may be chance.',
    },
    fewer: 'fewer than 5',
    spread: (low: string, high: string) => `${low}–${high}`,
    p: (p: string) => `p ${p}`,
    differs: (p: string) => `differs, p ${p}`,
    below: '< .001',
  },
  agreement: {
    title: 'Agreement of two coders',
    onlyOne:
      'Only one person has coded. Import the project of a second one, or code as another with: trendroom codes apply … --coder NAME.',
    basis: (videos: number, seconds: number) =>
      `n = ${seconds.toLocaleString('en')} s, the seconds of the ${videos === 1 ? 'video' : `${videos.toLocaleString('en')} videos`} that both have coded`,
    first: 'First coder',
    second: 'Second coder',
    nobody: 'Nobody named',
    coder: (name: string, quotes: number) =>
      `${name} (${quotes.toLocaleString('en')} ${quotes === 1 ? 'span' : 'spans'})`,
    code: 'Code',
    both: { name: 'Both', meaning: 'Seconds that both have given the code' },
    oneOnly: {
      name: 'One only',
      meaning: 'Seconds that one has given the code and the other has not',
    },
    kappa: {
      name: 'Cohen’s κ',
      meaning:
        'Agreement beyond what chance would give if each used the code as often as they did: 1 is full agreement, 0 is chance, below 0 is less than chance. A second is coded when its middle is.',
    },
    alpha: {
      name: 'Krippendorff’s α',
      meaning:
        'As κ, with chance from how often the two together used the code. Above 0.8 is usually taken as reliable, from 0.667 for tentative conclusions.',
    },
    undefinedFigure: '–',
    seconds: (seconds: number) => `${seconds.toLocaleString('en')} s`,
  },
  dialog: {
    title: (place: string) => `Code ${place}`,
    description: 'Type a code, Enter codes the span with it. A name that is new becomes a code.',
    find: 'Code',
    codes: 'Codebook',
    create: (name: string) => `New code “${name}”`,
    tooLong: 'The name of a code has 100 characters at most.',
  },
};
