import { expect, it } from 'vitest';
import { spaceAfterMarks } from './spaceAfterMarks.ts';

it.each([
  ['I put the money away,before I could', 'I put the money away, before I could'],
  ['Really?Yes!Look:this', 'Really? Yes! Look: this'],
  ['at work.Every Friday', 'at work. Every Friday'],
  ['one, two', 'one, two'],
  ['$1,000 at 10:30', '$1,000 at 10:30'],
  ['e.g. U.S.A. trendroom.app', 'e.g. U.S.A. trendroom.app'],
  ['https://a.b/watch?v=c,d @sam,lee', 'https://a.b/watch?v=c,d @sam,lee'],
  ['3.5kg,please', '3.5kg, please'],
])('%j is read as %j', (text, spaced) => {
  expect(spaceAfterMarks(text)).toBe(spaced);
});
