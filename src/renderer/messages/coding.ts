/** The codebook, coded spans and their quotes. */
export const codingMessages = {
  panel: 'Codes',
  label: 'Coded spans',
  stripes: 'Coded spans along the video',
  none: 'Nothing coded yet',
  noneExplanation:
    'Mark a span with I and O, then press C and choose a code. Without a span it is the shot that is shown.',
  code: 'Code the span',
  span: (from: string, to: string) => `${from} – ${to}`,
  remove: (code: string, place: string) => `Take the code ${code} off ${place}`,
  coded: (code: string, place: string) => `Coded ${code} at ${place}`,
  removed: (code: string) => `Code taken off: ${code}`,
  notCoded: 'The span was not coded',
  notRemoved: 'The code was not taken off',
  silence: 'Nothing is said here',
  by: (coder: string) => `by ${coder}`,
  dialog: {
    title: (place: string) => `Code ${place}`,
    description: 'Type a code, Enter codes the span with it. A name that is new becomes a code.',
    find: 'Code',
    codes: 'Codebook',
    create: (name: string) => `New code “${name}”`,
    tooLong: 'The name of a code has 100 characters at most.',
  },
};
