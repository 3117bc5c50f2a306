import type { HookPattern } from '../../../../contract/index.ts';

const tasks: Readonly<Record<HookPattern, string>> = {
  question: 'Ask a question that makes people want to hear what the moment says.',
  number: 'Begin with a number that the moment names.',
  contrast: 'Set two things that the moment names against each other.',
  command: 'Tell the viewer to do, or to stop, what the moment is about.',
  confession: 'Let the speaker admit ("I") what the moment says.',
  surprise: 'Begin with what is unexpected in the moment.',
  promise: 'Say what the viewer will know or can do after the moment.',
  story: 'Begin the story that the moment tells, with its time or place.',
};

/** What a model is to make of a moment, so that the hook has the pattern. */
export function taskOf(hookPattern: HookPattern): string {
  return tasks[hookPattern];
}
