import type { FeedbackKind, MentionKind, MentionSource } from '../../../contract/index.ts';

/** English words for what is done with a thing; the name itself is left out before they are looked for. */
const compared =
  /\b(vs|versus|compared (to|with)|better than|worse than|instead of|dupe|alternative)\b/i;
const worn =
  /\b(wear|wears|wearing|wore|put (it|this|them) on|try(ing)? (it|this|them) on|fits? (me|well))\b/i;
const used =
  /\b(use|uses|used|using|try|tried|trying|tested|testing|apply|applied|applying|cook(ed|ing)?|mak(e|ing)|made|pour(ed|ing)?|open(ed|ing)?|unbox(ed|ing)?|plug(ged)?|bought|buy|got mine|switched to)\b/i;

/**
 * What a video does with a product, by the words around its name: compared before worn before used.
 * What is written or seen in the picture shows it. English only.
 */
export function mentionKind(source: MentionSource, around: string): MentionKind {
  if (compared.test(around)) return 'compared';
  if (worn.test(around)) return 'worn';
  if (source === 'speech' && used.test(around)) return 'used';
  return source === 'screen' || source === 'picture' ? 'shown' : 'named';
}

const praised =
  /\b(love|loved|loving|amazing|best|great|perfect|obsessed|favou?rite|worth it|worth every|recommend|works (so |really |very )?well|game ?changer|holy grail|life ?saver|so good|brilliant|delicious)\b/gi;
const complained =
  /\b(disappoint(ed|ing|s)?|waste of|terrible|awful|worst|hate|overpriced|too expensive|regret|refund|returned it|sent it back|(doesn|don)['’]?t work|do(es)? nothing|not worth|don['’]?t buy|scam|cheap(ly)? made|bad)\b/gi;
const broken =
  /\b(broke|broken|stopped working|stops working|won['’]?t (turn on|start|charge|work)|leak(s|ed|ing)?|crash(es|ed|ing)?|fell apart|defect(ive)?|glitch(es|y)?)\b/i;
const asked =
  /\?|^\s*(does|do|is|are|can|could|would|will|where|how|what|which|why|who|has anyone)\b/i;
const wished =
  /\b(i wish|wish (it|they)|if only|would be (nice|great) if|please (make|add|bring)|hope they)\b/i;
const taught =
  /\b(how to|step (one|1|by step)|first you|here['’]?s how|let me show|tutorial|the trick is)\b/i;
/** Up to three words before, a word of denial turns praise into a complaint, and back. */
const denied =
  /\b(not|never|no|isn['’]?t|wasn['’]?t|don['’]?t|didn['’]?t|doesn['’]?t|without)(\s+\S+){0,3}\s*$/i;

/** The kinds of feedback that a text gives; English only. */
export function feedbackIn(text: string): FeedbackKind[] {
  const found = new Set<FeedbackKind>();
  const opinions = [
    ...[...text.matchAll(praised)].map((match) => ({ match, isPraise: true })),
    ...[...text.matchAll(complained)].map((match) => ({ match, isPraise: false })),
  ];
  for (const { match, isPraise } of opinions) {
    const isDenied = denied.test(text.slice(0, match.index));
    found.add(isPraise === isDenied ? 'complaint' : 'praise');
  }
  if (broken.test(text)) found.add('bug');
  if (asked.test(text)) found.add('question');
  if (wished.test(text)) found.add('wish');
  if (taught.test(text)) found.add('tutorial');
  if (compared.test(text)) found.add('comparison');
  return [...found];
}

const disclosed =
  /("(ad|sponsored|gifted|werbung|anzeige)"|#ad\b|#sponsored|#gifted|#partner\b|#werbung|#anzeige|\b(paid partnership|sponsored by|in partnership with|affiliate|commission|gifted|sent me (this|these)|discount code|use my code|my code)\b)/i;

/** Whether a text, or a tag in a list of tags as JSON, says that it is paid, earns by a link or shows a gift. */
export function isDisclosure(text: string): boolean {
  return disclosed.test(text);
}
