import { type HookRule, hookRuleSchema } from '../../../contract/index.ts';

/**
 * What each pattern looks like in English, in the opening of a video: lower case, straight
 * apostrophes, without hashtags and handles. A change is another version of the rules
 * (`hookRulesVersion` in the contract). Several patterns may hold of one opening.
 */
const rules: Record<HookRule, RegExp> = {
  question:
    /\?|^(so |and |but |ok |okay )?((why|what|who|where|which|how|when)( \S+)? (is|are|was|were|do|does|did|would|can|could|should|will)|(did|do|does|have|has|are|is|can|could|would|should|will) (you|we|they|it|this|that|anyone|anybody|the|a|your|my|i))\b/,
  'how-to':
    /\bhow (to|i|you can|we|do i|do you)\b|\bhere'?s how\b|\b(tutorial|step by step|step one|ways? to)\b/,
  'second-person': /\b(you|your|yours|yourself|you'(re|ve|ll|d)|u|ur)\b/,
  negation:
    /\b(no|not|never|none|nobody|nothing|without|stop|cannot)\b|\b(don|doesn|didn|can|won|isn|aren|wasn|weren|shouldn|wouldn|couldn|haven|hasn|ain)'?t\b/,
  urgency:
    /\b(right now|immediately|hurry|last chance|before it'?s (too late|gone)|too late|running out|only (today|\d+ (left|hours|days))|today only|don'?t wait|as soon as|asap|emergency|urgent)\b/,
  number:
    /(?<!\b(part|pt|day|level|chapter|episode|ep|season|at) )(?<![\d:.])\$?\b\d[\d,.]*(?!:?\d)\s?(%|k\b|x\b|m\b)?|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|hundreds?|thousands?|millions?|billions?|twice)\b/,
  contrast:
    /\b(but|instead|versus|vs|unlike|however|although|rather than|turns out|before and after|until i|used to|everyone (says|thinks|tells|else))\b/,
  confession:
    /\b(i (have to |need to |must |gotta )?(confess|admit)|confessions?|i was wrong|never told|my (biggest |worst )?(mistakes?|regrets?|secrets?|failure)|i (lied|regret|messed up|failed|got fired|screwed up)|embarrass(ed|ing)|i'?m (so )?ashamed|guilty)\b/,
  command:
    /^(please |ok |okay |so |just |hey |now )*(stop|watch|try|listen|look|wait|save|follow|make|let'?s|imagine|remember|use|get|put|take|come|check|guess|tell|never|give|show|grab|pick|rate|read|go|think|help|learn|meet|say|start|turn|don'?t)\b/,
  promise:
    /\b(will (change|save|blow|make)|you('ll| will) (never|love|need|want|be)|guaranteed?|the (secret|trick|key) (to|is|of|behind)|(best|easiest|fastest) (way|thing|recipe|hack)|life ?hacks?|hacks?|tips?|game ?changer|secrets?)\b/,
  story:
    /\b(story ?time|when i was|one (day|time|night)|once upon|(last|yesterday|the other) (night|week|month|year|day)|years? ago|the time (i|when|my|we)|so i was|this (guy|girl|man|woman|lady|kid) (came|walked|was|asked|told|just))\b/,
  surprise:
    /\b(you won'?t believe|can'?t believe|unbelievable|crazy|insane|shock(ed|ing)|no way|plot twist|wtf|omg|what the|wait (for it|what|until|till)|turns out|mind ?blow(n|ing)|i had no idea|who knew)\b/,
  'point-of-view': /\bpov\b|\bpoint of view\b/,
};

/** The patterns of an opening. */
export function patternsOf(opening: string): HookRule[] {
  const text = opening
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[#@][\p{L}\p{N}_.]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return Object.entries(rules).flatMap(([pattern, rule]) => {
    const known = hookRuleSchema.safeParse(pattern).data;
    return known !== undefined && rule.test(text) ? known : [];
  });
}

const commonWords =
  /\b(the|and|you|to|is|it|this|that|my|of|in|for|when|how|what|are|was|on|with|your|i'm|me|have|not|but)\b/;

/**
 * Whether rules in English say anything of a text: by its language, and where that is not known by
 * whether it has one of the commonest words.
 */
export function isEnglish(language: string | undefined, text: string): boolean {
  return language === undefined ? commonWords.test(text.toLowerCase()) : /^en\b/i.test(language);
}
