/** What is seen in a video's pictures, and what is measured on them. */
export const seeingMessages = {
  title: 'Seen',
  look: 'Look',
  lookAgain: 'Look again',
  looking: 'Queued: what is seen appears here when it is done.',
  notLooked: 'The look was not queued',
  none: 'Nothing that the model knows is surely seen.',
  nobodyLooked: 'No model has looked at these pictures.',
  models: 'Models that see',
  things: 'Things, with their times',
  goTo: (kind: string, from: string, to: string) => `${kind}, ${from} to ${to}`,
  sure: (percent: string, at: string) => `The model is ${percent} sure at ${at}`,
  span: (kind: string, from: string, to: string, percent: string) =>
    `${kind} · ${from} – ${to} · ${percent}`,
  colours: 'Colours',
  colour: (hex: string, percent: string) => `${hex}: ${percent}`,
  shots: {
    name: 'Shots',
    meaning: 'Shots between cuts that were found in the pictures, and their mean length',
    value: (shots: string, seconds: string | undefined) =>
      seconds === undefined ? shots : `${shots}, ${seconds} s each`,
  },
  motion: {
    name: 'Motion',
    meaning:
      'Mean change between pictures half a second apart, cuts left out: 0 % is a still picture',
  },
  brightness: { name: 'Brightness', meaning: 'Mean of all pictures: 0 % is black, 100 % white' },
  frames: {
    name: 'Looked at',
    meaning:
      'Pictures that the model looked at, of those sampled; one that hardly differs from the one before is left out',
    value: (kept: number, sampled: number) => `${kept} of ${sampled} pictures`,
  },
};
