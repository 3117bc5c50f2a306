import type { PlayerAction } from '../../contract/index.ts';

/** Keys of the video player: what they do, in the list of keys and in the settings. */
export const playerKeyMessages = {
  actions: {
    playOrPause: 'Play or pause',
    backward: 'Play backwards; again: faster',
    stop: 'Stop; held with J or L: by frames',
    forward: 'Play forwards; again: faster, up to 4×',
    previousFrame: 'Previous frame',
    nextFrame: 'Next frame',
    secondBack: 'Back a second',
    secondForward: 'Forward a second',
    previousShot: 'Previous shot',
    nextShot: 'Next shot',
    markIn: 'Mark in',
    markOut: 'Mark out',
    goToIn: 'Go to the in mark',
    goToOut: 'Go to the out mark',
    clearMarks: 'Clear the marks',
    loop: 'Loop the marked span',
    mute: 'Mute',
    fullScreen: 'Full screen',
    moreLikeThis: 'More like this moment',
    addNote: 'Write a note here, or over the span',
  } satisfies Record<PlayerAction, string>,
  tenths: 'To 10–90 % of the video',
  section: {
    title: 'Keys of the video player',
    note: 'Press Change, then the key. Digits and the keys of every screen (A, G, / and ?) are taken.',
    show: 'Show the keys',
    hide: 'Hide the keys',
    list: 'Keys of the video player',
    none: 'No key',
    change: (action: string) => `Change the key: ${action}`,
    changeShort: 'Change',
    press: 'Press a key…',
    cancelKeys: 'Esc keeps it as it is.',
    usual: (action: string) => `Back to the usual key: ${action}`,
    usualShort: 'Usual',
    allUsual: 'All back to the usual keys',
    taken: (key: string) => `${key} has a meaning on every screen. Press another key.`,
    conflict: (key: string, other: string) =>
      `${key} is the key of “${other}”. Press another one, or change that one first.`,
    noKey:
      'This key cannot be chosen. Press a letter, a sign, Space or an arrow, with or without Shift.',
    changed: (action: string, key: string) => `${action}: ${key}`,
  },
};
