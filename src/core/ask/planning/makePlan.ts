import type { Answer, ModelId, PlanQuery, Unsupported } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { LanguageModel } from '../../inference/index.ts';
import { planFollowUp } from './followUp.ts';
import { libraryNamesTask } from './libraryNames.ts';
import { planByModel } from './planByModel.ts';
import { planByRules, type RulesPlan } from './planByRules.ts';

export interface PlanAsked {
  question: string;
  /** Answers of the conversation, oldest first. */
  earlier: readonly Answer[];
  /** The answer that is followed. */
  before: Answer | undefined;
  asOfMs: number;
  modelId: ModelId | undefined;
}

export interface MadePlan {
  plan: PlanQuery[];
  planner: Answer['planner'];
  /** What the question names and the library does not have. */
  unsupported: Unsupported[];
  usage?: { promptTokens: number; cachedTokens: number };
}

export interface PlanTools {
  library: Library;
  /** Left out: rules alone. */
  languageModel: LanguageModel | undefined;
  signal: AbortSignal;
}

/** What a question has that may ask for a number, an order or a change. */
const asksForMeasures =
  /\b(many|often|most|least|popular\w*|prefer\w*|worth|works?|pays?|grow\w*|ris\w+|rose|trend\w*|shares?|than|views?|likes?|numbers?|rates?|usual\w*|average|everywhere|dominat\w*|winning|hits?|perform\w*|big|biggest|success\w*|viral)\b/i;
/** Names are looked for in so much of a question. */
const maxNamedCharacters = 2_000;

/**
 * Rules first: they are right about the usual questions and cost nothing. A model plans a question that
 * they do not recognise and that has a word of measures; the search for its words stays in the plan. Of
 * other questions nothing but moments is wanted: a small model, asked to plan them, counts and ranks what
 * nobody asked for (docs/ask.md).
 */
export async function makePlan(asked: PlanAsked, tools: PlanTools): Promise<MadePlan> {
  const { question, earlier, before, asOfMs, modelId } = asked;
  const { library, languageModel, signal } = tools;
  const text = question.normalize('NFKC').slice(0, maxNamedCharacters);
  const names = await library.readers.run(libraryNamesTask, text, { signal });
  const rules = planByRules(question, names, asOfMs);
  const unsupported = unknownOf(rules);
  const isElsewhere = unsupported.length > 0;
  const follow = before === undefined ? undefined : planFollowUp(text, rules, before);
  if (follow !== undefined) return { plan: follow, planner: 'rules', unsupported };
  // What a channel that is not there said is nowhere: others did not say it for it.
  if (isElsewhere) return { plan: [], planner: 'rules', unsupported };
  if (rules.isRecognised || languageModel === undefined || !asksForMeasures.test(text)) {
    return { plan: rules.plan, planner: 'rules', unsupported };
  }
  const written = await planByModel({ question, earlier }, { languageModel, modelId, signal });
  if (written === undefined) return { plan: rules.plan, planner: 'rules', unsupported };
  return { plan: merged(rules, written.plan), planner: 'model', unsupported, usage: written.usage };
}

/** The search of the rules, and what the model asks for beside searches: it is not to narrow what is found. */
function merged(rules: RulesPlan, written: readonly PlanQuery[]): PlanQuery[] {
  const others = written.filter(({ query }) => query !== 'moments' && query !== 'video');
  const searches =
    rules.plan.length > 0 ? rules.plan : written.filter(({ query }) => query === 'moments');
  return [...others.slice(0, 2), ...searches].slice(0, 4);
}

function unknownOf({ unknownChannel }: RulesPlan): Unsupported[] {
  if (unknownChannel === undefined) return [];
  return [
    {
      text: `No channel of the library is called “${unknownChannel}”.`,
      reason: 'unknown-channel',
      hint: 'List the channels: trendroom share-of-voice.',
    },
  ];
}
