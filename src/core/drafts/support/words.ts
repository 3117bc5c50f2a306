const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Words of every script in their order: lower case, without punctuation. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.normalize('NFKC').toLowerCase())) {
    if (isWordLike === true) words.push(segment.replace(/[’']/gu, ''));
  }
  return words;
}

/** English words that say nothing of a subject; other languages have their length alone. */
const common = new Set(
  `about after again all also always and another any are because been before being best better both
  but came can come could day did does doing done down each even ever every everything few first
  for from get gets getting give going good got great had has have having her here him his how
  into its just keep know last less let like little look lot made make makes making many may more
  most much must need never new next not nothing now off often one only other our out over own put
  really right same say see she should some something still such take than that the their them
  then there these they thing things think this those time today tomorrow too try two under until
  use used using very want was way well went were what when where which while who why will with
  without work would year years yes yet you your yours yourself`.split(/\s+/),
);

/** Words that tell what a text is about. */
export function contentWordsOf(text: string): string[] {
  return wordsOf(text).filter(
    (word) =>
      !common.has(word) &&
      (word.length >= 3 || /\p{scx=Han}|\p{scx=Hira}|\p{scx=Kana}/u.test(word)),
  );
}

/** True when the texts have a word in common, or two that begin alike (`skin`, `skincare`). */
export function shareSubject(a: string, b: string): boolean {
  const others = contentWordsOf(b);
  return contentWordsOf(a).some((word) =>
    others.some((other) => word === other || commonStart(word, other) >= 4),
  );
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

const numberWords = `two three four five six seven eight nine ten eleven twelve thirteen fourteen
  fifteen sixteen seventeen eighteen nineteen`
  .split(/\s+/)
  .map((word, i): [string, string] => [word, String(i + 2)]);
const largeNumberWords: [string, string][] = [
  ['twenty', '20'],
  ['thirty', '30'],
  ['forty', '40'],
  ['fifty', '50'],
  ['sixty', '60'],
  ['seventy', '70'],
  ['eighty', '80'],
  ['ninety', '90'],
  ['hundred', '100'],
  ['thousand', '1000'],
  ['million', '1000000'],
  ['billion', '1000000000'],
];
const numbers = new Map([...numberWords, ...largeNumberWords]);

/**
 * The numbers a text names, as digits: `twelve` is 12, `24-hour` is 24. `one` is left out,
 * because it is rarely meant as a number.
 */
export function numbersOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => {
    const named = numbers.get(word);
    if (named !== undefined) return [named];
    return (word.match(/\d[\d.,]*/gu) ?? []).map((digits) =>
      digits.replace(/[.,](?=\d{3}|$)/gu, ''),
    );
  });
}
