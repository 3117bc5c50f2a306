import { counted } from './numbers.ts';

/** `ask`: its description and what it prints. */
export const askMessages = {
  ask: 'answer a question from the library: every sentence cites moments or snapshots',
  question: 'the question, in plain language',
  follow: 'the id of the answer that this question follows',
  model: 'plan and write with this model; left out: the one in use',
  noModel: 'rules alone: no language model takes part',
  list: 'list earlier conversations instead',
  show: 'print an earlier conversation instead',
  remove: 'remove an earlier conversation instead',
  needsQuestion: 'ask takes a question, or one of --list, --show ID and --remove ID.',
  working: { plan: 'Reading the question…', queries: 'Querying…', sentences: 'Writing…' },
  plan: (planner: 'rules' | 'model') =>
    planner === 'rules' ? 'Queries:' : 'Queries, planned by the model:',
  cites: (title: string, span: string, quote: string) => `    ${title}, ${span}: “${quote}”`,
  snapshot: (title: string, day: string, counts: string) =>
    `    ${title}, snapshot of ${day}: ${counts}`,
  counted: (step: number, rows: number, titles: string) =>
    `    query ${step}, ${counted(rows, 'row')}${titles === '' ? '' : `: ${titles}`}`,
  removed: '    a video that is no longer in the library',
  noTime: 'no time',
  notSupported: 'Not answered:',
  nothing: 'The library has no answer to this.',
  dropped: (text: string) => `“${text}” was left out: what it cites does not say it.`,
  follows: (id: string) => `To go on: trendroom ask --follow ${id} QUESTION`,
  by: (name: string, cached: number, prompt: number) =>
    `Model: ${name}, ${cached} of ${counted(prompt, 'token')} shared with earlier requests.`,
  none: 'No conversations yet.',
  thread: (id: string, day: string, answers: number, question: string) =>
    `${id}  ${day}  ${counted(answers, 'answer')}  ${question}`,
  removedAnswers: (count: number) => `Removed ${counted(count, 'answer')}.`,
};
