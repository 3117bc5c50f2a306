import { type AskScope, maxPlanQueries, type PlanQuery } from '../../../contract/index.ts';
import type { AskedPart, Intent } from './intents/intent.ts';
import { intents } from './intents/intents.ts';
import type { LibraryNames } from './libraryNames.ts';
import { subjectWords } from './questionWords.ts';
import { scopeIn } from './scopeIn.ts';

export interface RulesPlan {
  plan: PlanQuery[];
  /** True: a rule knows what is asked for, beyond a search for the words. */
  isRecognised: boolean;
  unknownChannel?: string;
  /** Which videos the question names, whatever the plan is. */
  scope: AskScope;
}

/** What viewers write, not what videos say. */
const ofComments = /\b(comments?|commenters?|viewers?|audience)\b/i;
/** So much of a question is read; what comes behind is searched for at most. */
const maxReadCharacters = 2_000;

/**
 * The plan of a question by rules alone: what the usual questions ask for, and a search for the words
 * that name their subject. Of a question that is about nothing it is empty.
 */
export function planByRules(question: string, names: LibraryNames, nowMs: number): RulesPlan {
  const read = question.normalize('NFKC').slice(0, maxReadCharacters).replace(/\s+/g, ' ');
  const [video] = names.videos;
  // A title is a name: what its words would ask for is not asked.
  const untitled = video === undefined ? read : withoutTitle(read, video.title);
  const plan: PlanQuery[] = [];
  let isRecognised = false;
  let unknownChannel: string | undefined;
  let whole: AskScope = {};
  if (video !== undefined) {
    const isSaid = /\b(say|says|said|talk|talks|mention|mentions|shows?)\b/i.test(untitled);
    if (isSaid) plan.push({ query: 'moments', text: video.title });
    else plan.push({ query: 'video', video: video.id });
    isRecognised = true;
  }
  for (const part of partsOf(untitled)) {
    const asked = part.toLowerCase();
    const channels = names.channels
      .filter((name) => asked.includes(name.toLowerCase()))
      .filter((name, _, all) => !all.some((other) => isWithin(name, other)))
      .sort((a, b) => asked.indexOf(a.toLowerCase()) - asked.indexOf(b.toLowerCase()));
    const found = scopeIn(part, { ...names, channels }, nowMs);
    unknownChannel ??= found.unknownChannel;
    const { scope } = found;
    whole = { ...whole, ...scope };
    const intent = intentOf({ text: found.rest.toLowerCase(), scope, channels });
    const subject = subjectWords(intent?.rest ?? withoutLead(found.rest)).join(' ');
    if (intent !== undefined) {
      isRecognised = true;
      plan.push(...intent.queries.map((query) => withText(query, intent, subject)));
    }
    if (subject !== '' && video === undefined && !isTopicOf(plan, subject)) {
      const kinds = ofComments.test(part) ? { kinds: ['comment' as const] } : {};
      plan.push({ query: 'moments', text: subject, ...kinds, ...scope });
    }
  }
  return {
    plan: distinct(plan).slice(0, maxPlanQueries),
    isRecognised,
    scope: whole,
    ...(unknownChannel !== undefined && { unknownChannel }),
  };
}

function intentOf(part: AskedPart): Intent | undefined {
  for (const recognise of intents) {
    const intent = recognise(part);
    if (intent !== undefined) return intent;
  }
  return undefined;
}

/** What is left of a question that a query takes is what its videos have to speak of. */
function withText(query: PlanQuery, { takesText }: Intent, subject: string): PlanQuery {
  if (takesText !== true || subject === '') return query;
  return query.query === 'count' || query.query === 'topVideos'
    ? { ...query, text: subject }
    : query;
}

/** Topics have their own words; a search for the same would only repeat them. */
function isTopicOf(plan: readonly PlanQuery[], subject: string): boolean {
  return plan.some((query) => query.query === 'moments' && query.text === subject);
}

/** Sentences, and questions that “and” joins. */
function partsOf(question: string): string[] {
  const parts = question
    .split(/(?<=[?!.;])\s+|[?;]|,?\s+and (?=(?:what|which|who|how|when|why|where)\b)/iu)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  return parts.slice(0, maxPlanQueries);
}

function withoutLead(question: string): string {
  return question.replace(
    /^(?:please|can you|could you|tell me|show me|find|i want to know)\b/i,
    '',
  );
}

function withoutTitle(question: string, title: string): string {
  const at = question.toLowerCase().indexOf(title.toLowerCase());
  return at === -1 ? question : `${question.slice(0, at)} ${question.slice(at + title.length)}`;
}

function isWithin(name: string, other: string): boolean {
  return name !== other && other.toLowerCase().includes(name.toLowerCase());
}

function distinct(plan: readonly PlanQuery[]): PlanQuery[] {
  const seen = new Set<string>();
  return plan.filter((query) => {
    const key = JSON.stringify(query);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
