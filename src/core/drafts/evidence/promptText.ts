import { plainText } from './plainText.ts';

/** Brackets and bars of which the control tokens of chat templates are made, as written or wide. */
const lookalikes: Readonly<Record<string, string>> = {
  ...{ '<': '‹', '＜': '‹', '﹤': '‹', '>': '›', '＞': '›', '﹥': '›' },
  ...{ '|': '¦', '｜': '¦', '[': '(', '［': '(', ']': ')', '］': ')' },
};
const brackets = new RegExp(
  `[${Object.keys(lookalikes).join('').replace(/[[\]]/g, '\\$&')}]`,
  'gu',
);
/** Tags, variation selectors, fillers: letters that nobody sees, and a model reads. */
const invisible = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Text as a person sees it. */
export function visibleText(text: string): string {
  return text.replace(invisible, '');
}

/**
 * Text of a video as a model may read it: one line, nothing invisible, and nothing that a chat
 * template, ours or a server's, could take for a token of its own.
 */
export function promptText(text: string): string {
  return plainText(visibleText(text), Infinity).replace(
    brackets,
    (found) => lookalikes[found] ?? ' ',
  );
}
